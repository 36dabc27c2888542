/// A model of the tcmalloc of gperftools 2.10, with one thread.
///
/// ```text
///    TcmallocModel ──▶ ThreadLists ──▶ CentralLists ──▶ SpanHeap ──▶ LargeSpans
///    malloc, free      a list for      batches, and     runs of      those of more
///                      each class      objects of       pages,       than a MiB,
///                                      spans            by length    by length
/// ```
///
/// Free objects are linked through their first bytes, so the pages in which an object begins are
/// committed when its span is cut into objects, as they become resident in the original. The others
/// are committed when a client gets bytes in them.
package org.heaplab.allocators.general.tcmalloc;
