package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Buddy systems whose sizes stand in headers: payloads as offsets from the base.
final class BuddyHeaderTest {
  private final BuddyHeap heap = new BuddyHeap(1 << 24, Place.HEADER, BinaryBuddy.series(16));

  @AfterEach
  void close() {
    heap.close();
  }

  private long offset(long address) {
    return address - heap.baseAddress();
  }

  @Test
  void aPayloadLiesBehindItsHeader() {
    assertEquals(16, offset(heap.malloc(8)));
    assertEquals(32, offset(heap.malloc(8)));
    assertEquals(48, offset(heap.malloc(16)));
    assertEquals(80, offset(heap.malloc(24)));
  }

  @Test
  void aPowerOfTwoTakesABlockOfTwiceThat() {
    assertEquals(24, heap.usableSize(heap.malloc(16)));
    assertEquals(8184, heap.usableSize(heap.malloc(4096)));
  }

  @Test
  void thereIsNoTableBesideTheBlocks() {
    heap.malloc(8);
    assertEquals(2 * 4096, heap.footprintBytes());
  }

  @Test
  void buddiesJoin() {
    long first = heap.malloc(8);
    long second = heap.malloc(8);
    heap.free(first);
    heap.free(second);
    assertEquals(16, offset(heap.malloc(4088)));
  }

  @Test
  void aLargeAlignmentShiftsThePayloadUntilTheBlockIsFreed() {
    long shifted = heap.malloc(100, 512);
    assertEquals(0, shifted % 512);
    assertTrue(heap.usableSize(shifted) >= 100);
    Memory.fill(shifted, heap.usableSize(shifted), (byte) -1);
    assertEquals(shifted, heap.realloc(shifted, 50));
    heap.free(shifted);
    assertEquals(16, offset(heap.malloc(4088)));
  }

  @Test
  void aBlockTooSmallForHeaderAndLinksIsRefused() {
    var tooSmall = Catalogue.find("buddy:min=8,size=header");
    var refused = assertThrows(IllegalArgumentException.class, () -> tooSmall.create(1 << 20));
    assertEquals("option min must be at least 16 with size=header: 8", refused.getMessage());
  }
}
