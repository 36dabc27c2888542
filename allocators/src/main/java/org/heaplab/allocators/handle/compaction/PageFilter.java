package org.heaplab.allocators.handle.compaction;

import java.util.Arrays;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.table.EntryLayout;

/// A set of slab pages that may seem to hold others too: one bit stands for all pages whose numbers
/// have the same low bits. It is small enough to stay in the nearest cache, and an entry whose
/// block is in none of these pages costs one test.
final class PageFilter {
  private static final int LOG_BITS = 13;
  private static final int WORD_MASK = (1 << (LOG_BITS - 6)) - 1;

  private final SlabGeometry geometry;
  private final long[] words = new long[WORD_MASK + 1];

  PageFilter(SlabGeometry geometry) {
    this.geometry = geometry;
  }

  void add(int page) {
    words[page >> 6 & WORD_MASK] |= 1L << page;
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  /// Searches entries that lie side by side. Nothing is called and no field is read in its loop.
  ///
  /// @param at absolute address of the first of them
  /// @param entryBytes from one to the next
  /// @return the address of the first one whose block may be in one of the pages, or `end`
  long find(long at, long end, int entryBytes) {
    long[] bits = words;
    int shift = geometry.logPageGranules();
    long first = geometry.pageGranule(0);
    for (; at < end; at += entryBytes) {
      int page = (int) ((EntryLayout.granuleAt(at) - first) >>> shift);
      if ((bits[page >> 6 & WORD_MASK] & 1L << page) != 0) return at;
    }
    return end;
  }
}
