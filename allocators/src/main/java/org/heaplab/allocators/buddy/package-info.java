/// Buddy systems: a block can be split only in a way that names the one neighbour, its buddy, with
/// which it may coalesce again. Splitting and coalescing are fast; the rounding of every request to
/// a size of the system costs much padding.
///
/// ```text
///    a scheme       BinaryBuddy  DoubleBuddy  FibonacciBuddy  WeightedBuddy     which sizes, where the buddy is
///                        │
///                        ▼
///    BuddyHeap      one tree or two; alignment
///        │
///        ▼
///    BuddyTree      split, join, grow, release ──▶ BuddySystem    sizes, and how they split
///        │
///        ▼
///    BuddyBlocks    bytes of a block ──▶ BuddyTags    TableTags or HeaderTags: order, used or free
/// ```
package org.heaplab.allocators.buddy;
