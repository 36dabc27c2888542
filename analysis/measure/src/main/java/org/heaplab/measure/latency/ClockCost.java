package org.heaplab.measure.latency;

import java.util.Arrays;

/// What reading the clock costs.
///
/// @param nanos median between two readings with nothing in between
/// @param stepNanos the least between two such readings that is not 0; 0 if all are
record ClockCost(long nanos, long stepNanos) {
  private static final int READINGS = 100_000;

  /// Of this machine's clock, in this process.
  static ClockCost here() {
    read();
    return of(read());
  }

  private static long[] read() {
    long[] between = new long[READINGS];
    for (int i = 0; i < between.length; i++) {
      long start = System.nanoTime();
      between[i] = System.nanoTime() - start;
    }
    return between;
  }

  /// @param between nanoseconds between two readings each, at least one
  static ClockCost of(long... between) {
    long[] sorted = between.clone();
    Arrays.sort(sorted);
    long step = Arrays.stream(sorted).filter(nanos -> nanos > 0).findFirst().orElse(0);
    return new ClockCost(sorted[(sorted.length - 1) / 2], step);
  }
}
