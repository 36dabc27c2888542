package org.heaplab.bench;

import java.util.SplittableRandom;

/// Sizes and slots, drawn beforehand and then read in a circle.
final class Draws {
  private static final int COUNT = 1 << 16;
  private static final long SEED = 1;

  /// Half of all requests of a browser or an interpreter are for less than this many bytes.
  private static final double MEDIAN_BYTES = 40;

  /// How far sizes spread: the standard deviation of their logarithm.
  private static final double SPREAD = 1.3;

  private static final int MAX_BYTES = 1 << 16;

  private final int[] sizes = new int[COUNT];
  private final int[] slots = new int[COUNT];
  private int next;

  /// @param slotCount slots to draw from
  /// @param leastBytes no size is smaller
  Draws(int slotCount, int leastBytes) {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < COUNT; i++) {
      double bytes = MEDIAN_BYTES * Math.exp(SPREAD * random.nextGaussian());
      sizes[i] = (int) Math.clamp(bytes, leastBytes, MAX_BYTES);
      slots[i] = random.nextInt(slotCount);
    }
  }

  void advance() {
    advance(1);
  }

  void advance(int steps) {
    next = (next + steps) & (COUNT - 1);
  }

  int size() {
    return sizes[next];
  }

  int slot() {
    return slots[next];
  }

  /// The size that is drawn so many steps from here.
  int sizeAhead(int steps) {
    return sizes[(next + steps) & (COUNT - 1)];
  }
}
