/// The things under study: allocators, and what is needed to trust them. This module depends on
/// nothing else of heaplab.
///
/// ## The map
///
/// ```text
///    HandleAllocator ◀── HandleAdapter ──▶ Allocator     the two ways to reach a block
///          ▲                                   ▲
///          │ handle  jeff                      │ sequential  buddy  baseline  foreign
///          │                                   │      │        │       │
///          └──────── index ◀───────────────────┴──────┘        │       └─▶ libraries of this machine
///                      │                                       │
///                      └──────────────▶ backing ◀──────────────┘           where bytes come from
///
///    Catalogue     every allocator by name, with what it claims
///    verify        holds them to it, from outside
/// ```
///
/// To read one allocator from end to end: [org.heaplab.allocators.baseline.Bump], then
/// [org.heaplab.allocators.sequential.FirstFit]. To add one: a class with an `ENTRY`, a line in the
/// [org.heaplab.allocators.catalogue.Catalogue], and a test that tells where it places blocks; the
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
/// - **index**: finds a free block for a request, and so is the policy of a sequential fit
/// - **size class, quantum**: the sizes that requests are rounded to; their smallest step
/// - **slab, slot**: a run cut into equal slots; one of them
/// - **page, run, extent**: the smallest unit from the system; consecutive pages; a range of pages
///   of any length
/// - **backing, footprint**: where bytes come from; the bytes now held from it, in whole pages
/// - **committed, released**: a page that is held; one that was given back while its addresses stay
///   reserved
/// - **order**: in a buddy system, the logarithm of a block's bytes
package org.heaplab.allocators;
