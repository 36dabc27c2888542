package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [FibonacciBuddy] places blocks: in units of 16 bytes from the base. A heap begins with 377
/// units, the first size of at least a page.
final class FibonacciBuddyTest {
  private static final int UNIT = 16;

  private final BuddyHeap heap = new BuddyHeap(1 << 24, Place.TABLE, FibonacciBuddy.series());

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
  void roundsUpToAFibonacciNumber() {
    assertEquals(1, usableUnits(1));
    assertEquals(5, usableUnits(4));
    assertEquals(13, usableUnits(9));
    assertEquals(610, usableUnits(378));
  }

  @Test
  void splitsUnevenlyAndGoesOnWithTheSmallerPartThatIsLargeEnough() {
    assertEquals(233, malloc(144));
    assertEquals(144, malloc(89));
    assertEquals(0, malloc(90));
  }

  @Test
  void aSmallBlockComesFromTheSecondPartEachTime() {
    assertEquals(376, malloc(1));
    assertEquals(374, malloc(1));
    assertEquals(375, malloc(1));
    assertEquals(369, malloc(5));
  }

  @Test
  void aSecondPartJoinsWithTheFirst() {
    long second = malloc(144);
    long first = malloc(233);
    free(first);
    free(second);
    assertEquals(0, malloc(377));
  }

  @Test
  void neighboursThatAreNotBuddiesDoNotJoin() {
    malloc(1);
    long five = malloc(5);
    long eight = malloc(8);
    assertEquals(369, five);
    assertEquals(356, eight);
    free(five);
    assertEquals(343, malloc(10));
    assertEquals(369, malloc(5));
    assertEquals(364, malloc(5));
  }

  @Test
  void theHeapGrowsByTheSizeBeforeItsOwn() {
    assertEquals(0, malloc(377));
    assertEquals(377, malloc(233));
    assertEquals(610, malloc(377));
  }

  @Test
  void resizesInPlaceByFirstParts() {
    long base = heap.baseAddress();
    assertEquals(0, malloc(233));
    assertEquals(base, heap.realloc(base, 55 * UNIT));
    assertEquals(55, malloc(34));
    free(55);
    assertEquals(base, heap.realloc(base, 300 * UNIT));
    assertEquals(377 * UNIT, heap.usableSize(base));
  }

  @Test
  void aLargeAlignmentShiftsThePayload() {
    long address = heap.malloc(100, 256);
    assertEquals(0, address % 256);
    heap.free(address);
    assertEquals(0, malloc(377));
  }
}
