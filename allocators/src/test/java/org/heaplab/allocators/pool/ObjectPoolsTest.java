package org.heaplab.allocators.pool;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.heaplab.allocators.AlignmentRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [ObjectPools] places objects: offsets from the base.
final class ObjectPoolsTest {
  private static final long PAGE = 4096;

  private final ObjectPools heap = new ObjectPools(1 << 24, AlignmentRule.EIGHT, 8);

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  @Test
  void objectsOfOneSizeLieInOneArray() {
    assertEquals(0, malloc(24));
    assertEquals(PAGE, malloc(40));
    assertEquals(24, malloc(20));
    assertEquals(PAGE + 40, malloc(33));
  }

  @Test
  void aFreeObjectWithTheLowestAddressIsUsedAgain() {
    for (int i = 0; i < 200; i++) malloc(16);
    free(16 * 130L);
    free(16 * 5L);
    assertEquals(16 * 5, malloc(16));
    assertEquals(16 * 130, malloc(16));
    assertEquals(16 * 200, malloc(16));
  }

  @Test
  void anArrayThatIsFullGivesWayToAnother() {
    int objects = 253;
    for (int i = 0; i < objects; i++) assertEquals(i * 16L, malloc(16));
    assertEquals(PAGE, malloc(16));
  }

  @Test
  void anArrayHasAtLeastSoManyObjects() {
    for (int i = 0; i < 8; i++) assertEquals(i * 8192L, malloc(8192));
    assertEquals(17 * PAGE, malloc(8192));
  }

  @Test
  void largeRequestsGetPagesOfTheirOwn() {
    long block = heap.malloc(3 * PAGE);
    assertEquals(3 * PAGE, heap.usableSize(block));
    long held = heap.footprintBytes();
    heap.free(block);
    assertTrue(heap.footprintBytes() <= held - 3 * PAGE);
  }

  @Test
  void aPoolKeepsAnEmptyArrayWhileItHasNoOtherFreeObject() {
    assertEquals(PAGE, firstOfSecondArray());
    long held = heap.footprintBytes();
    free(PAGE);
    assertEquals(held, heap.footprintBytes());
    assertEquals(PAGE, malloc(16));
    free(0);
    free(PAGE);
    assertEquals(held - PAGE, heap.footprintBytes());
  }

  private long firstOfSecondArray() {
    long offset = malloc(16);
    while (offset < PAGE) offset = malloc(16);
    return offset;
  }

  @Test
  void withoutMemoryForAnArrayALargerObjectServes() {
    try (var tiny = new ObjectPools(5 * PAGE, AlignmentRule.EIGHT, 1)) {
      assertNotEquals(NULL, tiny.malloc(64));
      assertEquals(64, tiny.usableSize(tiny.malloc(8)));
    }
  }

  @Test
  void aPowerOfTwoIsAlignedToItself() {
    malloc(24);
    assertEquals(0, heap.malloc(40, 64) % 64);
    assertEquals(0, heap.malloc(40, 64) % 64);
    assertEquals(0, heap.malloc(100, 4096) % 4096);
  }

  @Test
  void staysInPlaceWhileHalfOfTheObjectIsNeeded() {
    long object = heap.malloc(64);
    assertEquals(object, heap.realloc(object, 32));
    assertNotEquals(object, heap.realloc(object, 8));
  }

  /// Finding a free object reads no more in a heap of a million than in one of a thousand.
  @Test
  void inspectsNoMoreInALargerHeap() {
    try (var large = new ObjectPools(Long.MAX_VALUE, AlignmentRule.EIGHT, 8)) {
      var random = new SplittableRandom(1);
      var live = new ArrayList<Long>();
      for (int blocks : new int[] {1_000, 1_000_000}) {
        while (live.size() < blocks) live.add(large.malloc(random.nextLong(1, 65)));
        long before = large.inspections();
        for (int pair = 0; pair < 2_000; pair++) {
          int at = random.nextInt(blocks);
          large.free(live.get(at));
          live.set(at, large.malloc(random.nextLong(1, 65)));
        }
        long inspected = large.inspections() - before;
        assertTrue(inspected < 2_000 * 8, () -> blocks + " blocks: " + inspected);
      }
    }
  }
}
