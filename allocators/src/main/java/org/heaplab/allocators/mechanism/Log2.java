package org.heaplab.allocators.mechanism;

/// Logarithms to the base of two of sizes, which are at least 1.
public final class Log2 {
  private Log2() {}

  /// The largest k with 2^k of at most this size.
  public static int floor(long size) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(size);
  }

  /// The smallest k with 2^k of at least this size.
  public static int ceiling(long size) {
    return Long.SIZE - Long.numberOfLeadingZeros(size - 1);
  }
}
