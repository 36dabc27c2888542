/// A model of jemalloc 5.3: one arena with one thread.
///
/// ```text
///    JemallocModel ──▶ ThreadCache ──▶ RegionSlabs ──▶ PageExtents ──▶ DirtyDecay
///    malloc, free      a stack for     regions of      runs of pages,  how many of them
///                      each class      one size        used and free   may stay dirty
///                                          │               │
///                                          └───▶ RunRecords ◀────┘
/// ```
///
/// Pages are committed when a client gets bytes in them, as they become resident in the original
/// when the client writes there; nothing of jemalloc's own lies in them.
package org.heaplab.allocators.general.jemalloc;
