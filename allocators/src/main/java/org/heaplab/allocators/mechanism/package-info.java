/// Mechanisms: what allocators are made of, each of them once. They say how blocks are kept and
/// found, and nothing about which block to take; that is the policy, and it is the file of a
/// scheme.
///
/// ```text
///    a scheme with boundary tags  ──▶  mechanism.tagged
///                                        │       │
///                                        ▼       ▼
///        BlockLists     MaxTree ◀── PageTable ▶ BoundaryTags     sizes, and neighbours by them
///            │                        ▲
///            ▼                        │
///       Links, Bitmap             PageSupply                     commit, give back
///                                     ▲
///    a scheme with pages  ────────────┘
///
///    a model of a general allocator  ──▶  RunRecords   records of runs of pages, a map to them
///                                         PairingHeap  the lowest of many
///                                         HeapClock    what time it is
///                                         CommittedWalk
/// ```
///
/// Links of free blocks lie in the blocks themselves and need no memory of their own. Whatever has
/// an entry for each block, bucket or page lies in the heap's
/// [org.heaplab.allocators.backing.Backing] and is counted.
package org.heaplab.allocators.mechanism;
