/// Heaps whose size is a multiple of the most live bytes of the trace: what is refused in them, how
/// large a block they still have room for, and how long an operation takes along the trace.
package org.heaplab.measure.fixed;
