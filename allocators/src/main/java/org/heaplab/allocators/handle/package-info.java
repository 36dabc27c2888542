/// The handle heap: an allocator whose blocks may move while they are not locked.
///
/// ```text
///   handle                handle table               slab pages          extents
///   ┌────────────┬─────┐  ┌────────────────────┐     ┌──┬──┬──┬──┬─┐     ┌─┬─────────┬─┬───────┐
///   │ generation │  i ─┼─▶│ gen │ locks │ addr ┼──┬─▶│  │  │▒▒│  │ │     │h│ payload │h│ free  │
///   └────────────┴─────┘  ├────────────────────┤  │  └──┴──┴──┴──┴─┘     └┬┴─────────┴─┴───────┘
///                         │ gen │   0   │ next │  │    equal slots,       │ ▲  header: size and
///                         └────────────────────┘  │    no headers         │ │  index of the entry
///                              6 bytes a block    └───────────────────────┼─┘
///                                    ▲                                    │
///                                    └────────────────────────────────────┘
/// ```
///
/// Besides its payload, a block takes an entry of 6 bytes, and a larger block also a header of 8
/// bytes. The entry holds what lock and unlock need. The size is known from the page or the header.
///
/// A freed block stays for a while in [org.heaplab.allocators.handle.blocks.Magazines], together
/// with its entry. Most requests get a block of their size that was freed a moment ago. They touch
/// neither the free list of a page nor that of the table.
///
/// | structure | class | finds the owner of a block by | gives back |
/// |---|---|---|---|
/// | entries | [org.heaplab.allocators.handle.table.HandleTable] | – | a page without used entries |
/// | small blocks | [org.heaplab.allocators.handle.slabs.SlabPages] | one scan of the table for many blocks | an empty page |
/// | larger blocks | [org.heaplab.allocators.handle.extents.Extents] | the header | the pages inside a free extent |
///
/// Two ideas keep compaction rare. Holes are reused first: every block of a class can use every
/// slot of it, and a free extent is found by its size. And addresses are plenty: the heap's limit
/// counts committed pages only. So a hole that spans whole pages costs nothing once they are given
/// back. Only the free bytes that are left between blocks are worth a move.
///
/// [org.heaplab.allocators.handle.compaction.CompactionDriver] decides when to compact.
/// [org.heaplab.allocators.handle.compaction.SlabEvacuation] and
/// [org.heaplab.allocators.handle.compaction.ExtentEvacuation] do it in small steps, around locked
/// blocks.
///
/// Each package knows only those to its left:
///
/// ```text
///     pages  ◀──  table, slabs, extents  ◀──  blocks, compaction, audit  ◀──  HandleHeap
/// ```
///
/// `DESIGN.md` beside this file shows the whole design on a few screens: the bits, the cost of each
/// operation, and why this and not the alternatives, with measurements.
/// [org.heaplab.allocators.handle.audit.Invariant] lists all invariants.
package org.heaplab.allocators.handle;
