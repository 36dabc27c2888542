package org.heaplab.allocators.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every request against the rules that the sizes are made by.
final class PoolSizesTest {
  @ParameterizedTest
  @CsvSource({"8, 1", "8, 8", "8, 64", "16, 8"})
  void everyRequestFitsTheSmallestObjectThatThereIs(long quantum, int leastObjects) {
    var sizes = new PoolSizes(quantum, leastObjects);
    int pool = 0;
    for (int size = 1; size <= PoolSizes.MAX_BYTES; size++) {
      if (size > sizes.objectBytes(pool)) pool++;
      assertEquals(pool, sizes.poolFor(size));
      assertTrue(sizes.objectBytes(pool) >= size);
      assertTrue(sizes.objectBytes(pool) - size < Math.max(quantum, size / 8 + 1));
      assertEquals(0, sizes.objectBytes(pool) % quantum);
    }
    assertEquals(pool + 1, sizes.pools());
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 8", "8, 64", "16, 64"})
  void anArrayHasRoomForItsObjectsAndItsHeader(long quantum, int leastObjects) {
    var sizes = new PoolSizes(quantum, leastObjects);
    for (int pool = 0; pool < sizes.pools(); pool++) {
      int objects = sizes.objects(pool);
      long bytes = (long) objects * sizes.objectBytes(pool) + PoolArrays.headerBytes(objects);
      assertTrue(objects >= leastObjects);
      assertTrue(bytes <= sizes.pages(pool) * Backing.PAGE_BYTES);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 64", "16, 64"})
  void everyByteOfAnArrayIsInItsObject(long quantum, int leastObjects) {
    var sizes = new PoolSizes(quantum, leastObjects);
    for (int pool = 0; pool < sizes.pools(); pool++) {
      int bytes = sizes.objectBytes(pool);
      for (int offset = 0; offset < sizes.pages(pool) * Backing.PAGE_BYTES; offset++) {
        assertEquals(offset / bytes, sizes.objectAt(pool, offset));
      }
    }
  }
}
