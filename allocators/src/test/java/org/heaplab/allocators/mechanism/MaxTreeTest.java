package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaxTreeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 1_024, 1_025, 5_000})
  void findsWhatALoopFinds(int length) {
    try (var backing = new Backing(MaxTree.bytesFor(length), Long.MAX_VALUE)) {
      var tree = new MaxTree(backing, backing.base(), length);
      tree.resize(length);
      var row = new int[length];
      var random = new SplittableRandom(length);
      for (int step = 0; step < 2_000; step++) {
        int index = random.nextInt(length);
        row[index] = random.nextInt(4) == 0 ? random.nextInt(100) : 0;
        tree.set(index, row[index]);
        int value = random.nextInt(1, 110);
        int from = random.nextInt(length + 40);
        assertEquals(first(row, value, 0), tree.firstAtLeast(value));
        assertEquals(first(row, value, from), tree.firstAtLeast(value, from), "from " + from);
      }
    }
  }

  private static int first(int[] row, int value, int from) {
    for (int i = from; i < row.length; i++) {
      if (row[i] >= value) return i;
    }
    return -1;
  }
}
