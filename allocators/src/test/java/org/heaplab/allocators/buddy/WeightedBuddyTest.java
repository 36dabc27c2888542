package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [WeightedBuddy] places blocks: in units of 16 bytes from the base. A heap begins with 256
/// units.
final class WeightedBuddyTest {
  private static final int UNIT = 16;

  private final BuddyHeap heap = new BuddyHeap(1 << 24, Place.TABLE, WeightedBuddy.series(UNIT));

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long units) {
    return (heap.malloc(units * UNIT) - heap.baseAddress()) / UNIT;
  }

  private void free(long unit) {
    heap.free(heap.baseAddress() + unit * UNIT);
  }

  private long usableUnits(long units) {
    return heap.usableSize(heap.malloc(units * UNIT)) / UNIT;
  }

  @Test
  void roundsUpToAPowerOfTwoOrThreeTimesOne() {
    assertEquals(1, usableUnits(1));
    assertEquals(3, usableUnits(3));
    assertEquals(6, usableUnits(5));
    assertEquals(8, usableUnits(7));
    assertEquals(384, usableUnits(257));
  }

  @Test
  void fourAreSplitIntoThreeAndOneAndThreeIntoTwoAndOne() {
    assertEquals(192, malloc(64));
    assertEquals(128, malloc(64));
    assertEquals(0, malloc(128));
  }

  @Test
  void aSmallBlockComesFromTheSecondPartEachTime() {
    assertEquals(255, malloc(1));
    assertEquals(254, malloc(1));
    assertEquals(248, malloc(3));
  }

  @Test
  void eachPartJoinsWithItsBuddy() {
    long last = malloc(64);
    long middle = malloc(64);
    long first = malloc(128);
    free(middle);
    free(first);
    free(last);
    assertEquals(0, malloc(256));
  }

  @Test
  void twoSecondPartsSideBySideDoNotJoin() {
    long last = malloc(64);
    long middle = malloc(64);
    malloc(128);
    free(middle);
    free(last);
    assertEquals(256, malloc(128));
  }

  @Test
  void theHeapGrowsByAHalfAndByAThird() {
    assertEquals(0, malloc(256));
    assertEquals(256, malloc(128));
    assertEquals(384, malloc(128));
  }

  @Test
  void aLargeAlignmentIsALargeBlock() {
    long address = heap.malloc(100, 1024);
    assertEquals(0, address % 1024);
    assertEquals(1024, heap.usableSize(address));
  }
}
