/// A model of mimalloc 2.0, with one thread.
///
/// ```text
///    MimallocModel ──▶ BlockPages ──▶ SliceSpans ──▶ Segments ──▶ SliceRecords
///    malloc, free      pages of       runs of        32 MiB       a record for
///                      one class      slices         each         each slice
/// ```
///
/// Free blocks are linked through their first bytes. So the pages of the system in which a block
/// begins are committed when its page is extended by it, as they become resident in the original;
/// the others are committed when a client gets bytes in them.
package org.heaplab.allocators.general.mimalloc;
