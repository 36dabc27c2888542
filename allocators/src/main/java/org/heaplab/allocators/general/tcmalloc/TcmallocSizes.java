package org.heaplab.allocators.general.tcmalloc;

import java.util.Arrays;
import org.heaplab.allocators.mechanism.Log2;

/// The size classes of tcmalloc, made by its rules. Sizes go up in steps of their alignment, which
/// is 16 below 128 bytes and then an eighth of the power of two below the size. The spans of a size
/// have as few pages as leave at most an eighth unused and hold a quarter of a batch. A size whose
/// spans have as many pages and objects as those of the size before it takes that one's place. So
/// at most an eighth is lost by rounding, and at most an eighth in spans.
///
/// ```text
///    8 | 16 32 48 … 256 | 288 320 … 512 | 576 640 704 … 1024 | 1152 … | … 262144
/// ```
///
/// Class 0 stands for blocks that are larger.
final class TcmallocSizes {
  static final int LOG_PAGE_BYTES = 13;
  private static final int PAGE_BYTES = 1 << LOG_PAGE_BYTES;

  /// The largest size that has a class.
  static final int MAX_BYTES = 256 << 10;

  private static final int LEAST_BYTES = 8;
  private static final int LEAST_ALIGNMENT = 16;
  private static final int LOG_STEPS = 3;

  private static final int BATCH_BYTES = 64 << 10;
  private static final int FEWEST_IN_BATCH = 2;
  private static final int MOST_IN_BATCH = 32;

  /// Sizes up to this are looked up by 8 bytes, others by 128.
  private static final int FINE_BYTES = 1024;

  private static final int LOG_FINE = 3;
  private static final int LOG_COARSE = 7;
  private static final int COARSE_START = (FINE_BYTES >> LOG_FINE) - (FINE_BYTES >> LOG_COARSE);

  private int[] bytes = new int[128];
  private int[] pages = new int[128];
  private int classes = 1;
  private final byte[] classOf = new byte[index(MAX_BYTES) + 1];

  TcmallocSizes() {
    for (int size = LEAST_BYTES; size <= MAX_BYTES; size += alignment(size)) add(size);
    bytes = Arrays.copyOf(bytes, classes);
    pages = Arrays.copyOf(pages, classes);
    int next = 0;
    for (int sizeClass = 1; sizeClass < classes; sizeClass++) {
      for (; next <= bytes[sizeClass]; next += LEAST_BYTES) {
        classOf[index(next)] = (byte) sizeClass;
      }
    }
  }

  private void add(int size) {
    int length = spanPages(size);
    boolean isLikeLast =
        classes > 1
            && pages[classes - 1] == length
            && (length << LOG_PAGE_BYTES) / size == objects(classes - 1);
    if (!isLikeLast) classes++;
    bytes[classes - 1] = size;
    pages[classes - 1] = length;
  }

  private static int alignment(int size) {
    if (size >= 1 << (LOG_STEPS + 4))
      return Math.min(1 << (Log2.floor(size) - LOG_STEPS), PAGE_BYTES);
    return size >= LEAST_ALIGNMENT ? LEAST_ALIGNMENT : LEAST_BYTES;
  }

  private static int spanPages(int size) {
    int length = PAGE_BYTES;
    while (length % size > length >> 3 || length / size < batch(size) / 4) length += PAGE_BYTES;
    return length >> LOG_PAGE_BYTES;
  }

  private static int batch(int size) {
    return Math.clamp(BATCH_BYTES / size, FEWEST_IN_BATCH, MOST_IN_BATCH);
  }

  private static int index(int size) {
    return size <= FINE_BYTES
        ? (size + (1 << LOG_FINE) - 1) >> LOG_FINE
        : ((size + (1 << LOG_COARSE) - 1) >> LOG_COARSE) + COARSE_START;
  }

  /// The smallest class for a size of at most [#MAX_BYTES].
  int classFor(int size) {
    return classOf[index(size)];
  }

  /// How many there are, class 0 included.
  int classes() {
    return classes;
  }

  int bytes(int sizeClass) {
    return bytes[sizeClass];
  }

  /// Pages of a span.
  int pages(int sizeClass) {
    return pages[sizeClass];
  }

  /// Objects of a span.
  int objects(int sizeClass) {
    return (pages[sizeClass] << LOG_PAGE_BYTES) / bytes[sizeClass];
  }

  /// How many objects move between caches at once.
  int batchOf(int sizeClass) {
    return batch(bytes[sizeClass]);
  }
}
