package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.junit.jupiter.api.Test;

/// The walk shows each free block by itself, so that the lists by size can be drawn from a heap.
final class FreeListsTest {
  /// How many free blocks of each size there are.
  private static Map<Long, Integer> freeBlocks(BuddyHeap heap) {
    var lists = new TreeMap<Long, Integer>();
    heap.walk(
        new HeapVisitor() {
          @Override
          public void area(String name, long address, long bytes) {}

          @Override
          public void used(long handle, long address, long bytes, int locks) {}

          @Override
          public void free(long address, long bytes, long committedBytes) {
            lists.merge(bytes, 1, Integer::sum);
          }

          @Override
          public void metadata(long address, long bytes, long committedBytes) {}
        });
    return lists;
  }

  @Test
  void aFreeThatJoinsTwiceMovesOneBlockUpByTwoOrders() {
    try (var heap = new BuddyHeap(1 << 24, Place.TABLE, BinaryBuddy.series(16))) {
      heap.malloc(2048);
      long first = heap.malloc(16);
      long second = heap.malloc(16);
      long kept = heap.malloc(64);
      heap.free(second);
      assertEquals(Map.of(16L, 1, 32L, 1, 128L, 1, 256L, 1, 512L, 1, 1024L, 1), freeBlocks(heap));
      heap.free(first);
      assertEquals(Map.of(64L, 1, 128L, 1, 256L, 1, 512L, 1, 1024L, 1), freeBlocks(heap));
      heap.free(kept);
      assertEquals(Map.of(2048L, 1), freeBlocks(heap));
    }
  }
}
