/// Whether an experiment's subject reaches the bars that the experiment holds it to.
package org.heaplab.report.bars;
