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
/// What a block costs beside its payload is an entry of 6 bytes, and for a larger block a header of
/// 8 more. The entry holds what lock and unlock need; the size is known from the page or the
/// header.
///
/// A block that is freed stays whole for a while, entry and all, in
/// [org.heaplab.allocators.handle.blocks.Magazines]: most requests are served by a block of their
/// size that died a moment ago, and touch neither a page's free list nor the table's.
///
/// | structure | class | finds the owner of a block | gives pages back |
/// |---|---|---|---|
/// | entries | [org.heaplab.allocators.handle.table.HandleTable] | – | a page without used entries |
/// | small blocks | [org.heaplab.allocators.handle.slabs.SlabPages] | one scan of the table for many victims | an empty page |
/// | larger blocks | [org.heaplab.allocators.handle.extents.Extents] | the header | the pages inside a free extent |
///
/// Two ideas keep compaction rare. Holes are reused first: a slot fits every block of its class,
/// and a free extent is found by size. And addresses are plenty: the heap's limit counts committed
/// pages, so a hole that spans whole pages costs nothing once they are given back, and only what is
/// left over between blocks is worth moving anything for.
/// [org.heaplab.allocators.handle.compaction.CompactionDriver] decides when that is so;
/// [org.heaplab.allocators.handle.compaction.SlabEvacuation] and
/// [org.heaplab.allocators.handle.compaction.ExtentEvacuation] do it in small steps, around locked
/// blocks.
///
/// `DESIGN.md` beside this file has the whole design on a few screens: the bits, the cost of each
/// operation, why this and not the alternatives with what was measured, and all invariants.
package org.heaplab.allocators.handle;
