/// The kinds of figures that results are shown in.
package org.heaplab.report.figure;
