package org.heaplab.measure.locality;

/// The caches that an access goes through, of the sizes that many processors of today have: 32 KiB
/// at the first level, 1 MiB at the second, and a TLB for 64 pages of 4 KiB.
final class MemoryModel {
  private static final int LOG_LINE_BYTES = 6;
  private static final int LOG_PAGE_BYTES = 12;

  private final CacheModel first = new CacheModel(LOG_LINE_BYTES, 64, 8);
  private final CacheModel second = new CacheModel(LOG_LINE_BYTES, 1024, 16);
  private final CacheModel pages = new CacheModel(LOG_PAGE_BYTES, 16, 4);
  private long accesses;

  /// Where the page of the first access begins. Sets are counted from there, since a heap lies
  /// somewhere else in each process.
  private long base = -1;

  void access(long address, int bytes) {
    if (base < 0) base = address >>> LOG_PAGE_BYTES << LOG_PAGE_BYTES;
    accesses++;
    long start = address - base;
    long last = first.line(start + bytes - 1);
    for (long line = first.line(start); line <= last; line++) {
      if (!first.use(line)) second.use(line);
    }
    long lastPage = pages.line(start + bytes - 1);
    for (long page = pages.line(start); page <= lastPage; page++) pages.use(page);
  }

  long accesses() {
    return accesses;
  }

  /// Lines that were not in the first level.
  long firstMisses() {
    return first.misses();
  }

  /// Lines that were in neither level.
  long secondMisses() {
    return second.misses();
  }

  /// Pages that were not in the TLB.
  long pageMisses() {
    return pages.misses();
  }
}
