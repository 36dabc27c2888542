package org.heaplab.allocators.verify;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownBytesTest {
  private static final long BASE = 0x7f00_0000_0000L;
  private static final int GRANULES = 300_000;

  /// Blocks of up to a page, and now and then of more than the mebibyte of a piece.
  @Test
  void knowsAsABitForEachGranuleDoes() {
    var random = new SplittableRandom(7);
    var known = new KnownBytes();
    var model = new BitSet();
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      int start = random.nextInt(GRANULES);
      int granules = random.nextInt(100) == 0 ? random.nextInt(200_000) : 1 + random.nextInt(512);
      int first = model.nextSetBit(start);
      long address = BASE + start * 8L;
      long bytes = granules * 8L - random.nextInt(8);
      if (first >= 0 && first < start + granules) {
        taken++;
        var broken = assertThrows(BrokenHeapException.class, () -> known.add(address, bytes));
        assertEquals(
            "blocks must not overlap: %d bytes at 0x%x, another has the byte at 0x%x"
                .formatted(bytes, address, BASE + first * 8L),
            broken.getMessage());
        known.remove(BASE, GRANULES * 16L);
        model.clear();
      } else {
        known.add(address, bytes);
        model.set(start, start + granules);
      }
    }
    assertTrue(taken > 100, taken + " overlaps");
  }

  @Test
  void forgetsNoOtherBlock() {
    var known = new KnownBytes();
    known.add(BASE, 24);
    known.add(BASE + 24, 8);
    known.remove(BASE, 24);
    assertDoesNotThrow(() -> known.add(BASE, 20));
    assertThrows(BrokenHeapException.class, () -> known.add(BASE + 24, 1));
  }
}
