package org.heaplab.allocators.moving;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Log2;

/// The 24 size classes of [MeshHeap]: those of jemalloc from 16 bytes to 1 KiB, which are four for
/// each doubling from 128 bytes on, and powers of two from there to 16 KiB. A span has as few pages
/// as hold eight blocks, and then all blocks that fit.
///
/// ```text
///    16 32 48 … 128 │ 160 192 224 256 │ 320 … 512 │ 640 … 1024 │ 2048 4096 8192 16384
///    1 page each    │                 │           │ 2 pages    │ 4    8    16   32
/// ```
final class MeshSizes {
  /// The largest block. Larger requests get pages of their own.
  static final int MAX_BYTES = 16 << 10;

  /// The step of the smallest blocks, and the alignment of all.
  static final int QUANTUM = 16;

  private static final int LEAST_SLOTS = 8;
  private static final int CLASSES = 24;
  private static final int LOG_STEPS = 2;
  private static final int FINE_BYTES = 1024;
  private static final int LOG_RECIPROCAL = 32;

  private final int[] bytes = new int[CLASSES];
  private final int[] pages = new int[CLASSES];
  private final int[] slots = new int[CLASSES];
  private final long[] reciprocal = new long[CLASSES];

  /// The class for a number of quanta, for sizes up to 1 KiB.
  private final byte[] byQuanta = new byte[FINE_BYTES / QUANTUM + 1];

  MeshSizes() {
    for (int sizeClass = 0, size = QUANTUM; sizeClass < CLASSES; sizeClass++) {
      bytes[sizeClass] = size;
      pages[sizeClass] =
          (int) (Backing.wholePages((long) LEAST_SLOTS * size) >>> Backing.LOG_PAGE_BYTES);
      slots[sizeClass] = (pages[sizeClass] << Backing.LOG_PAGE_BYTES) / size;
      reciprocal[sizeClass] = ((1L << LOG_RECIPROCAL) + size - 1) / size;
      size += step(size);
    }
    for (int quanta = 0, sizeClass = 0; quanta < byQuanta.length; quanta++) {
      if (quanta * QUANTUM > bytes[sizeClass]) sizeClass++;
      byQuanta[quanta] = (byte) sizeClass;
    }
  }

  /// From a size to the next.
  private static int step(int size) {
    if (size >= FINE_BYTES) return size;
    return Math.max(QUANTUM, 1 << (Log2.floor(size) - LOG_STEPS));
  }

  int classes() {
    return CLASSES;
  }

  /// The class of the smallest blocks with room for a request.
  ///
  /// @param size from 1 to [#MAX_BYTES]
  int classFor(long size) {
    if (size <= FINE_BYTES) return byQuanta[(int) (size + QUANTUM - 1) / QUANTUM];
    return CLASSES - 1 - Log2.floor(MAX_BYTES) + Log2.ceiling(size);
  }

  /// Bytes of a block.
  int bytes(int sizeClass) {
    return bytes[sizeClass];
  }

  /// Pages of a span.
  int pages(int sizeClass) {
    return pages[sizeClass];
  }

  /// Blocks in a span.
  int slots(int sizeClass) {
    return slots[sizeClass];
  }

  /// The slot that holds a byte of a span: a division, done by multiplying. It is exact for offsets
  /// below 2^32 over the bytes of a block, which is more than a span has.
  int slotAt(int sizeClass, long offset) {
    return (int) ((offset * reciprocal[sizeClass]) >>> LOG_RECIPROCAL);
  }
}
