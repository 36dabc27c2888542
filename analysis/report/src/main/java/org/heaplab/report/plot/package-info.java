/// The kinds of figures that results are shown in, and which of them an experiment gets.
package org.heaplab.report.plot;
