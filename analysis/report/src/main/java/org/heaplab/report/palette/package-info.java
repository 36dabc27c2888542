/// Colours and shapes: how each allocator of a run looks, and what is not an allocator.
package org.heaplab.report.palette;
