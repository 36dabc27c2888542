/// Poul-Henning Kamp's malloc: whole pages, and pages of chunks of one size. To read it:
/// [org.heaplab.allocators.general.phkmalloc.Phkmalloc], and then what it stands on.
///
/// ```text
///    Phkmalloc
///      ├─▶ PageDirectory      what each page is; free runs; the page cache
///      ├─▶ PageDescriptions   a page of chunks: its bits and counters
///      └─▶ PagesWithRoom      those of one size with a free chunk, in address order
/// ```
package org.heaplab.allocators.general.phkmalloc;
