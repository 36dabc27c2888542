/// Heaps of blocks with a tag in front of each: how such blocks are laid out, cut, coalesced, and
/// kept when they are free. A scheme is a [PlacementPolicy] and the [FreeBlocks] that it searches.
///
/// ```text
///    PlacementPolicy ◀── BoundaryTagHeap     split, coalesce, grow, trim
///        │                 │        │
///        ▼                 ▼        ▼
///    FreeBlocks ──────▶ TaggedBlocks, UsedBlocks     where blocks lie; the one at an address
///      FreeList         in the order of freeing
///      IndexedFreeList  the same, where bookkeeping does not count
///      AddressBuckets   in the order of addresses
///      SizeTree         in the order of sizes
///      ClassLists       a list for each size class
/// ```
package org.heaplab.allocators.mechanism.tagged;
