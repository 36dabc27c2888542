/// Tables of plain text about an experiment. Each is made once; a page, a Markdown file and a
/// terminal write it in their own way.
package org.heaplab.report.tables;
