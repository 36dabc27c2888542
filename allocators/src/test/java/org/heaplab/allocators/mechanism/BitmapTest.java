package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BitmapTest {
  private static final int BITS = 200;

  @Test
  void findsWhatABitSetFinds() {
    for (long seed = 0; seed < 5; seed++) {
      var random = new SplittableRandom(seed);
      var bitmap = new Bitmap(BITS);
      var model = new BitSet();
      for (int step = 0; step < 2_000; step++) {
        int bit = random.nextInt(BITS);
        if (random.nextInt(3) == 0) {
          bitmap.set(bit);
          model.set(bit);
        } else {
          bitmap.clear(bit);
          model.clear(bit);
        }
        int from = random.nextInt(BITS);
        assertEquals(model.nextSetBit(from), bitmap.firstFrom(from), "seed " + seed);
        assertEquals(model.length() - 1, bitmap.last(), "seed " + seed);
      }
    }
  }
}
