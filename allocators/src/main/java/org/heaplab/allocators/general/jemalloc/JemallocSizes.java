package org.heaplab.allocators.general.jemalloc;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Log2;

/// The size classes of jemalloc: 8, multiples of 16 up to 64, then four for each doubling, so that
/// no request of more than 64 bytes is rounded up by more than a fifth.
///
/// ```text
///    8 | 16 32 48 64 | 80 96 112 128 | 160 192 224 256 | 320 …
/// ```
///
/// Those below 16 KiB are small: their regions lie in slabs, which are as long as the least common
/// multiple of region and page, so that no byte is left over. Larger ones are runs of pages.
final class JemallocSizes {
  static final int SMALL_CLASSES = 36;

  /// Classes that the thread cache takes.
  static final int CACHED_CLASSES = 41;

  private static final int LOG_QUANTUM = 4;
  private static final int LOG_FIRST_GROUP = 6;
  private static final int LOG_STEPS = 2;

  /// The first class of the first group of four.
  private static final int FIRST_GROUP_CLASS = 5;

  private static final int LEAST_BYTES = 8;

  private static final int FEWEST_SLOTS = 20;
  private static final int MOST_SLOTS = 200;

  private JemallocSizes() {}

  /// The smallest class for a size, which is at least 1.
  static int classFor(long size) {
    if (size <= LEAST_BYTES) return 0;
    if (size <= 1 << LOG_FIRST_GROUP) return (int) ((size + 15) >>> LOG_QUANTUM);
    int log = Log2.floor(size - 1);
    int step = (int) ((size - 1 - (1L << log)) >>> (log - LOG_STEPS));
    return FIRST_GROUP_CLASS + ((log - LOG_FIRST_GROUP) << LOG_STEPS) + step;
  }

  static long bytes(int sizeClass) {
    if (sizeClass == 0) return LEAST_BYTES;
    if (sizeClass < FIRST_GROUP_CLASS) return (long) sizeClass << LOG_QUANTUM;
    int number = sizeClass - FIRST_GROUP_CLASS;
    int log = LOG_FIRST_GROUP + (number >>> LOG_STEPS);
    int step = (number & 3) + 1;
    return (1L << log) + ((long) step << (log - LOG_STEPS));
  }

  static boolean isSmall(int sizeClass) {
    return sizeClass < SMALL_CLASSES;
  }

  /// Pages of a slab of a small class.
  static int slabPages(int sizeClass) {
    long bytes = bytes(sizeClass);
    return (int) (bytes / Math.min(Long.lowestOneBit(bytes), Backing.PAGE_BYTES));
  }

  /// Regions of a slab of a small class.
  static int regions(int sizeClass) {
    return (int) (slabPages(sizeClass) * Backing.PAGE_BYTES / bytes(sizeClass));
  }

  /// Pages of a block of a large class: one more than it fills, since a block begins anywhere in
  /// its first page.
  static int largePages(int sizeClass) {
    return (int) (bytes(sizeClass) >>> Backing.LOG_PAGE_BYTES) + 1;
  }

  /// How many free blocks of a class the thread cache holds at most.
  static int cacheSlots(int sizeClass) {
    if (!isSmall(sizeClass)) return FEWEST_SLOTS;
    return Math.clamp(2L * regions(sizeClass), FEWEST_SLOTS, MOST_SLOTS);
  }
}
