/// Sequential fits: all free blocks are known in one order, whatever their size, and blocks with
/// boundary tags coalesce. What tells the members of the family apart is only which free block
/// serves a request: each is a [org.heaplab.allocators.mechanism.tagged.PlacementPolicy] of a
/// [org.heaplab.allocators.mechanism.tagged.BoundaryTagHeap].
package org.heaplab.allocators.sequential;
