package org.heaplab.allocators.buddy;

import static org.heaplab.allocators.buddy.UnitHeap.UNIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [WeightedBuddy] places blocks: in units of 16 bytes from the base. A heap begins with 256
/// units.
final class WeightedBuddyTest {
  private final UnitHeap units = UnitHeap.of(WeightedBuddy.series(UNIT));
  private final BuddyHeap heap = units.heap();

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void roundsUpToAPowerOfTwoOrThreeTimesOne() {
    assertEquals(1, units.usableUnits(1));
    assertEquals(3, units.usableUnits(3));
    assertEquals(6, units.usableUnits(5));
    assertEquals(8, units.usableUnits(7));
    assertEquals(384, units.usableUnits(257));
  }

  @Test
  void fourAreSplitIntoThreeAndOneAndThreeIntoTwoAndOne() {
    assertEquals(192, units.malloc(64));
    assertEquals(128, units.malloc(64));
    assertEquals(0, units.malloc(128));
  }

  @Test
  void aSmallBlockComesFromTheSecondPartEachTime() {
    assertEquals(255, units.malloc(1));
    assertEquals(254, units.malloc(1));
    assertEquals(248, units.malloc(3));
  }

  @Test
  void eachPartJoinsWithItsBuddy() {
    long last = units.malloc(64);
    long middle = units.malloc(64);
    long first = units.malloc(128);
    units.free(middle);
    units.free(first);
    units.free(last);
    assertEquals(0, units.malloc(256));
  }

  @Test
  void twoSecondPartsSideBySideDoNotJoin() {
    long last = units.malloc(64);
    long middle = units.malloc(64);
    units.malloc(128);
    units.free(middle);
    units.free(last);
    assertEquals(256, units.malloc(128));
  }

  @Test
  void theHeapGrowsByAHalfAndByAThird() {
    assertEquals(0, units.malloc(256));
    assertEquals(256, units.malloc(128));
    assertEquals(384, units.malloc(128));
  }

  @Test
  void aLargeAlignmentIsALargeBlock() {
    long address = heap.malloc(100, 1024);
    assertEquals(0, address % 1024);
    assertEquals(1024, heap.usableSize(address));
  }
}
