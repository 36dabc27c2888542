package org.heaplab.allocators.moving;

import java.util.stream.IntStream;

/// The block sizes of [CompactFit]: 32 bytes, then an eighth more each time, rounded down to the
/// quantum, as long as two of them fit a page; then half a page and a page. With a quantum of 8
/// bytes they are 51, as many as the original has.
///
/// ```text
///    32 40 48 56 64 │ 72 80 88 … 128 │ 144 160 176 192 216 … │ 7432 │ half a page │ a page
/// ```
final class CompactFitSizes {
  private static final int LEAST_BYTES = 32;
  private static final int LOG_UNIT_BYTES = 3;

  private final int[] bytes;
  private final int[] slots;

  /// The class for a number of units of 8 bytes.
  private final byte[] byUnits;

  /// @param pageBytes what a page has for blocks
  /// @param quantum what sizes are multiples of: 8 or 16
  CompactFitSizes(int pageBytes, int quantum) {
    int page = pageBytes & -quantum;
    int half = pageBytes / 2 & -quantum;
    bytes =
        IntStream.concat(
                IntStream.iterate(LEAST_BYTES, size -> size < half, size -> next(size, quantum)),
                IntStream.of(half, page))
            .toArray();
    slots = IntStream.of(bytes).map(size -> pageBytes / size).toArray();
    byUnits = new byte[(page >>> LOG_UNIT_BYTES) + 1];
    for (int units = 0, sizeClass = 0; units < byUnits.length; units++) {
      if (units << LOG_UNIT_BYTES > bytes[sizeClass]) sizeClass++;
      byUnits[units] = (byte) sizeClass;
    }
  }

  private static int next(int size, int quantum) {
    return Math.max(size + quantum, size * 9 / 8 & -quantum);
  }

  int classes() {
    return bytes.length;
  }

  /// Bytes of a block.
  int bytes(int sizeClass) {
    return bytes[sizeClass];
  }

  /// Blocks in a page.
  int slots(int sizeClass) {
    return slots[sizeClass];
  }

  /// The largest block.
  int largest() {
    return bytes[bytes.length - 1];
  }

  /// The class of the smallest blocks with at least so many bytes.
  ///
  /// @param blockBytes at most [#largest]
  int classFor(long blockBytes) {
    return byUnits[(int) ((blockBytes + (1 << LOG_UNIT_BYTES) - 1) >>> LOG_UNIT_BYTES)];
  }
}
