package org.heaplab.measure.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Optional;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

/// The [Census] of a heap that shows pages at two addresses counts them once.
final class SharedPagesTest {
  @Test
  void pagesThatTwoAddressesShowCountOnce() {
    try (HandleAllocator heap = Catalogue.find("mesh-model").create(Long.MAX_VALUE)) {
      var blocks = new ArrayList<Long>();
      for (int i = 0; i < 4_000; i++) {
        long block = heap.malloc(500);
        Memory.putLong(block, i);
        blocks.add(block);
      }
      for (int i = 0; i < blocks.size(); i++) if (i % 8 > 0) heap.free(blocks.get(i));
      long before = heap.footprintBytes();
      assertTrue(heap.compact(Long.MAX_VALUE) > 0);
      assertTrue(heap.footprintBytes() < before);
      for (int i = 0; i < blocks.size(); i += 8) {
        assertEquals(i, Memory.getLong(blocks.get(i)));
      }
      Census census = Census.of(heap);
      assertEquals(Optional.empty(), census.disagreement(heap));
      assertEquals(heap.footprintBytes(), census.residentBytes());
    }
  }
}
