/// The bars that the handle heap is held to, and what the experiment `handle-bars` measured.
package org.heaplab.report.bars;
