package org.heaplab.allocators.buddy;

import static org.heaplab.allocators.buddy.UnitHeap.UNIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [FibonacciBuddy] places blocks: in units of 16 bytes from the base. A heap begins with 377
/// units, the first size of at least a page.
final class FibonacciBuddyTest {
  private final UnitHeap units = UnitHeap.of(FibonacciBuddy.series());
  private final BuddyHeap heap = units.heap();

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void roundsUpToAFibonacciNumber() {
    assertEquals(1, units.usableUnits(1));
    assertEquals(5, units.usableUnits(4));
    assertEquals(13, units.usableUnits(9));
    assertEquals(610, units.usableUnits(378));
  }

  @Test
  void splitsUnevenlyAndGoesOnWithTheSmallerPartThatIsLargeEnough() {
    assertEquals(233, units.malloc(144));
    assertEquals(144, units.malloc(89));
    assertEquals(0, units.malloc(90));
  }

  @Test
  void aSmallBlockComesFromTheSecondPartEachTime() {
    assertEquals(376, units.malloc(1));
    assertEquals(374, units.malloc(1));
    assertEquals(375, units.malloc(1));
    assertEquals(369, units.malloc(5));
  }

  @Test
  void aSecondPartJoinsWithTheFirst() {
    long second = units.malloc(144);
    long first = units.malloc(233);
    units.free(first);
    units.free(second);
    assertEquals(0, units.malloc(377));
  }

  @Test
  void neighboursThatAreNotBuddiesDoNotJoin() {
    units.malloc(1);
    long five = units.malloc(5);
    long eight = units.malloc(8);
    assertEquals(369, five);
    assertEquals(356, eight);
    units.free(five);
    assertEquals(343, units.malloc(10));
    assertEquals(369, units.malloc(5));
    assertEquals(364, units.malloc(5));
  }

  @Test
  void theHeapGrowsByTheSizeBeforeItsOwn() {
    assertEquals(0, units.malloc(377));
    assertEquals(377, units.malloc(233));
    assertEquals(610, units.malloc(377));
  }

  @Test
  void resizesInPlaceByFirstParts() {
    long base = heap.baseAddress();
    assertEquals(0, units.malloc(233));
    assertEquals(base, heap.realloc(base, 55 * UNIT));
    assertEquals(55, units.malloc(34));
    units.free(55);
    assertEquals(base, heap.realloc(base, 300 * UNIT));
    assertEquals(377 * UNIT, heap.usableSize(base));
  }

  @Test
  void aLargeAlignmentShiftsThePayload() {
    long address = heap.malloc(100, 256);
    assertEquals(0, address % 256);
    heap.free(address);
    assertEquals(0, units.malloc(377));
  }
}
