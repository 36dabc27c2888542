package org.heaplab.allocators.general.mimalloc;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.mechanism.Log2;

/// The size classes of mimalloc, called bins: 8, multiples of 16 up to 64, then four for each
/// doubling up to 128 KiB. They are numbered by words of 8 bytes, so that some small numbers stand
/// for no class.
///
/// ```text
///    bin     1   2    4    6    8  |  9   10   11   12  |  13  …    52
///    bytes   8   16   32   48   64 |  80  96   112  128 |  160 …  131072
/// ```
///
/// Blocks of up to 16 KiB lie in pages of one slice of 64 KiB, others in pages of eight.
final class MimallocSizes {
  static final int LOG_SLICE_BYTES = 16;
  static final int SLICE_BYTES = 1 << LOG_SLICE_BYTES;

  /// The largest size that has a bin.
  static final int MAX_BYTES = 128 << 10;

  /// One more than the last bin.
  static final int BINS = 53;

  private static final int LOG_WORD_BYTES = 3;

  /// Up to here each second number of words has a bin.
  private static final int EVEN_WORDS = 8;

  private static final int LOG_STEPS = 2;
  private static final int SKIPPED = 3;

  private static final int SMALL_BYTES = 16 << 10;
  private static final int MEDIUM_SLICES = 8;

  /// Blocks of pages with blocks of up to this many bytes begin a little behind the page's start,
  /// so that those of different pages do not compete for the same lines of a cache.
  private static final int SHIFTED_BYTES = 1024;

  private static final int SHIFT = 128;

  private MimallocSizes() {}

  /// The smallest bin for a size, which is at least 1 and at most [#MAX_BYTES].
  static int binFor(int size) {
    int words = (size + 7) >>> LOG_WORD_BYTES;
    if (words == 1) return 1;
    if (words <= EVEN_WORDS) return (words + 1) & ~1;
    int log = Log2.floor(words - 1);
    return (log << LOG_STEPS) + ((words - 1) >>> (log - LOG_STEPS) & 3) - SKIPPED;
  }

  static int bytes(int bin) {
    if (bin <= EVEN_WORDS) return bin << LOG_WORD_BYTES;
    int log = (bin + SKIPPED) >>> LOG_STEPS;
    int step = ((bin + SKIPPED) & 3) + 1;
    return ((1 << log) + (step << (log - LOG_STEPS))) << LOG_WORD_BYTES;
  }

  /// Whether pages of a bin are of the shortest sort.
  static boolean isSmall(int bin) {
    return bytes(bin) <= SMALL_BYTES;
  }

  /// Slices of a page.
  static int slices(int bin) {
    return isSmall(bin) ? 1 : MEDIUM_SLICES;
  }

  /// How far behind its start the first block of a page begins.
  static int shift(int bin) {
    return bytes(bin) <= SHIFTED_BYTES ? SHIFT : 0;
  }

  /// How many blocks a page has room for.
  static int blocks(int bin) {
    return ((slices(bin) << LOG_SLICE_BYTES) - shift(bin)) / bytes(bin);
  }

  /// By how many blocks a page is extended at once: 4 KiB of them, or four.
  static int step(int bin) {
    return Math.max(4096 / bytes(bin), 4);
  }

  /// How many bytes a block gets that is larger than all bins.
  static long largeBytes(long size) {
    return Alignment.up(size, largeStep(size));
  }

  private static long largeStep(long size) {
    if (size < 512 << 10) return 4 << 10;
    if (size < 2 << 20) return 64 << 10;
    if (size < 8 << 20) return 256 << 10;
    return size < 32 << 20 ? 1 << 20 : 4 << 20;
  }

  /// Slices of a span for a block that is larger than all bins.
  static int largeSlices(long bytes) {
    long step = bytes > MEDIUM_SLICES << LOG_SLICE_BYTES ? MEDIUM_SLICES : 1;
    return (int) (Alignment.up(bytes, step << LOG_SLICE_BYTES) >>> LOG_SLICE_BYTES);
  }
}
