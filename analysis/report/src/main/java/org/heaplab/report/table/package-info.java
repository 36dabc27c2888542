/// Tables before they are written anywhere: on a page, in a text, on a terminal.
package org.heaplab.report.table;
