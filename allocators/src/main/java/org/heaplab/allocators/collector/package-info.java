/// Collectors: heaps whose client frees nothing. Reachability is the trace's own: a free of the
/// client says that from then on nothing leads to the block, and no more. The block is garbage
/// until a collection finds it.
///
/// ```text
///    mark-sweep  mark-compact  semispace  generational        reference-count
///         │           │            │       │      │                 │
///         ▼           ▼            ▼       ▼      ▼                 ▼
///      MarkSweep  MarkCompact  Semispace  Generational       ReferenceCount
///         │           │  ▲         │       │    │                   │
///         │           │  ╰─────────┼───────╯    │                   ▼
///         ▼           ▼            ▼            ▼               first-fit
///      LinearSpace: blocks that tile a range under a BlockHeader
///
///      CollectedHeap: when to collect; CollectorParts: areas, ReferenceTable, LargeBlocks,
///      CollectionWork
/// ```
///
/// What holds for the four that trace:
///
/// 1. The client's references are the entries of a table, one for each block, and its handles are
///    their addresses. The table is what a collection begins with, and it is counted as metadata.
/// 2. A lock pins a block where it is. Those that copy leave it behind and hold its pages; sliding
///    leaves it in place; the holes before and between locked blocks serve requests.
/// 3. Blocks of 32 KiB and more lie in pages of their own and are never moved.
/// 4. A trace knows no references between blocks. So there is nothing to follow in marking, nothing
///    to change but the table in moving, no remembered set and no write barrier: what a collector
///    costs here is less than what it costs a program.
/// 5. To free a block reads the size in its header, so that garbage can be counted. A program that
///    lets go of a reference does not do that.
package org.heaplab.allocators.collector;
