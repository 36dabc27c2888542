/// The things under study: allocators, and what is needed to trust them. Of heaplab, this module
/// needs only the options that allocators are given.
///
/// ## The map
///
/// ```text
///    catalogue       every allocator by name, with its Entry
///        │
///        ▼
///    the families
///      handle  jeff  moving              blocks move
///      sequential  segregated  buddy     blocks are kept by order, size, or halves
///      pool  region                      blocks of one size, or of one death
///      collector                         garbage is found, not freed
///      general                           designs that programs run on
///      baseline                          the simplest
///      foreign ─▶ libraries of this machine
///      javalib ─▶ Netty, foreign arenas
///        │
///        ├───▶ mechanism: boundary tags, lists, trees, pages
///        ▼        ▼
///       backing: where bytes come from
///        │
///        ▼
///    this package: Allocator and HandleAllocator, the two ways to reach a block
///
///    verify          checks all of them from outside
/// ```
///
/// To read one allocator from end to end: [org.heaplab.allocators.baseline.Bump], then
/// [org.heaplab.allocators.sequential.FirstFit]. To add one: a class with an `ENTRY`, a line in the
/// [org.heaplab.allocators.catalogue.Catalogue], and a test that says where its blocks lie. The
/// contract tests and the command find it there.
///
/// ## Glossary
///
/// - **request**: the bytes asked for
/// - **payload**: the bytes a client may touch, the request and its padding
/// - **block**: payload, header and padding; used or free
/// - **handle, entry**: what a client of a handle heap holds; its slot in the handle table
/// - **lock, pin**: a counted lock on a block; a pinned block may not move
/// - **split, splinter**: to cut a free block; a rest too small to be a block
/// - **coalescing**: merging free blocks that touch, *immediate* or *deferred*
/// - **mechanism, policy**: how blocks are kept and found; which block a request takes
/// - **size class, quantum**: the sizes that requests are rounded to; their smallest step
/// - **slab, slot**: a run cut into equal slots; one of them
/// - **page, run, extent**: the smallest unit from the system; consecutive pages; a range of pages
///   of any length
/// - **backing, footprint**: where bytes come from; the bytes now held from it, in whole pages
/// - **committed, released**: a page that is held; one that was given back while its addresses stay
///   reserved
/// - **order**: in a buddy system, the place of a block's size in the series of sizes
/// - **pool, object**: a set of arrays of blocks of one size; one of these blocks
/// - **arena**: the blocks whose memory comes back when the last of them is dead
/// - **collection**: a search for garbage, which is blocks that the client holds no longer
/// - **mark, sweep, promote**: to note that a block is live; to make free what is not marked; to
///   move a block that is still live to the generation of the old
/// - **span, segment**: what tcmalloc calls an extent; an aligned range of which mimalloc makes its
///   own
package org.heaplab.allocators;
