package org.heaplab.allocators.jeff;

/// Where the fields of a header lie: packed, so that no field after the flags is aligned.
///
/// ```text
///     0           4           8   9          13          17
///     ├───────────┼───────────┼───┼───────────┼───────────┤
///     │ memory    │ size      │ f │ next      │ next      │
///     │           │           │   │           │ unused    │
///     └───────────┴───────────┴───┴───────────┴───────────┘
///     ◀──────────────── 13 bytes ────────────▶
///     ◀───────────────────── 17 bytes ───────────────────▶
///
///       memory       granule where the block starts, plus 1; 0: the header is unused
///       size         granules of the block
///       f (flags)    0: free; 1: unlocked; 1 + n: under n locks
///       next         a header, by its number: of the block that follows, once sorted by address;
///                    the top four bits: log2 of the block's alignment in granules
///       next unused  the next header of the unused list, by its number
/// ```
///
/// A granule is 8 bytes. The original kept addresses and byte counts of a 32-bit machine in these
/// fields; granules and numbers let them reach 32 GiB and 2^28 blocks.
///
/// @param headerBytes 17, or 13 without the last field
record HeaderLayout(int headerBytes) {
  static final int FULL_BYTES = 17;
  static final int SHORT_BYTES = 13;

  static final int MEMORY = 0;
  static final int SIZE = 4;
  static final int FLAGS = 8;
  static final int NEXT = 9;
  static final int NEXT_UNUSED = 13;

  static final int LOG_GRANULE_BYTES = 3;
  static final long GRANULE_BYTES = 1L << LOG_GRANULE_BYTES;

  /// What `memory` can name, less one for the unused.
  static final long MAX_GRANULES = (1L << Integer.SIZE) - 1;

  static final int NUMBER_BITS = 28;
  static final int NUMBER_MASK = (1 << NUMBER_BITS) - 1;

  static final int FREE = 0;
  static final int UNLOCKED = 1;
  static final int MAX_FLAGS = 0xFF;

  HeaderLayout {
    if (headerBytes != FULL_BYTES && headerBytes != SHORT_BYTES) {
      throw new IllegalArgumentException(
          "a header must have %d or %d bytes: %d".formatted(SHORT_BYTES, FULL_BYTES, headerBytes));
    }
  }

  boolean hasUnusedList() {
    return headerBytes == FULL_BYTES;
  }
}
