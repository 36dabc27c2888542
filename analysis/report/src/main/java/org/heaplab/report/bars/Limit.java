package org.heaplab.report.bars;

/// How much a figure may be at most.
///
/// @param bar what it must not exceed
/// @param aim what it should not exceed
record Limit(double bar, double aim) {
  /// Against the best native rival on the same trace.
  static final Limit PEAK_TO_BEST = new Limit(1, 0.95);

  static final Limit MEAN_TO_BEST = new Limit(0.95, 0.80);
  static final Limit MEAN_OF_PEAKS = new Limit(1.09, 1.06);
  static final Limit MEAN_OF_MEANS = new Limit(1.18, 1.10);

  /// Time against glibc for the bar, against mimalloc for the aim.
  static final Limit TIME = new Limit(1, 1);

  /// Bytes for each live block, beyond the share of the footprint that is allowed besides.
  static final Limit METADATA_PER_BLOCK = new Limit(8, 5);

  static final Limit METADATA_SHARE = new Limit(0.015, 0.01);

  /// What lock and unlock add to reading from a block.
  static final Limit LOCK_NANOS = new Limit(2, 1);

  static final Limit PAUSE_NANOS = new Limit(1e6, 200e3);
  static final Limit SMALLEST_HEAP = new Limit(1.05, 1.02);
  static final Limit MOVED = new Limit(0.2, 0.05);

  /// The largest heap that the longest pause counts for.
  static final double LARGEST_PAUSED_BYTES = 256 << 20;
}
