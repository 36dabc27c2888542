package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class Log2Test {
  @Test
  void floorAndCeilingAreTheNearestPowersOfTwo() {
    for (long size = 1; size < 5_000; size++) {
      int floor = Log2.floor(size);
      int ceiling = Log2.ceiling(size);
      assertTrue(1L << floor <= size && size < 2L << floor, "size " + size);
      assertTrue(
          size <= 1L << ceiling && (ceiling == 0 || 1L << (ceiling - 1) < size), "size " + size);
    }
  }
}
