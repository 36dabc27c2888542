/// The figures that a written page cites: pieces of Markdown between two marks, which
/// [org.heaplab.report.text.GeneratedText] writes anew from a run.
package org.heaplab.report.text;
