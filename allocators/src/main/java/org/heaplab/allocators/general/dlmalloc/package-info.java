/// Doug Lea's malloc of 2.8: best fit through bins, with boundary tags. To read it:
/// [org.heaplab.allocators.general.dlmalloc.Dlmalloc], then
/// [org.heaplab.allocators.general.dlmalloc.FreeChunks]; the others are what these stand on.
///
/// ```text
///    Dlmalloc                  malloc, free, realloc: coalesce, top, trim
///      │    │
///      │    └─▶ FreeChunks     which free chunk: exact, designated victim, best fit
///      │          ├─▶ SmallBins    a list for each size below 256 bytes
///      │          └─▶ TreeBins     a trie for each half of a power of two
///      │
///      └─▶ CoreAndMaps         segments of chunks
///            └─▶ MappedChunks  chunks with pages of their own
///
///    ChunkTags                 what stands in a chunk
/// ```
package org.heaplab.allocators.general.dlmalloc;
