/// The numbers that a written text cites: Markdown between two marks, which
/// [org.heaplab.report.text.GeneratedText] writes anew from a run.
package org.heaplab.report.text;
