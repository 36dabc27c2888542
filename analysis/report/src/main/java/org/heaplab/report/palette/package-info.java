/// Colours and shapes: those of the allocators of a run, and those of everything else.
package org.heaplab.report.palette;
