package org.heaplab.allocators.moving;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where [CompactFit] places blocks, which of them move, and its bound. A block of 1,000 bytes
/// takes a slot of 1,024, of which a page has 15.
final class CompactFitTest {
  private static final long SIZE = 1_000;
  private static final int SLOTS = 15;
  private static final long SLOT_BYTES = 1_024;
  private static final long FIRST = CompactFitPages.HEADER_BYTES + SlotHeader.BYTES;

  private final CompactFit heap = heap(1);

  private static CompactFit heap(int kappa) {
    return new CompactFit(1 << 26, AlignmentRule.EIGHT, kappa);
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private List<Long> fill(int blocks) {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < blocks; i++) handles.add(heap.malloc(SIZE));
    return handles;
  }

  private static long offset(HandleAllocator heap, long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address - heap.baseAddress();
  }

  private long offset(long handle) {
    return offset(heap, handle);
  }

  @Test
  void blocksOfAClassLieInItsPage() {
    List<Long> handles = fill(SLOTS + 1);
    for (int i = 0; i < SLOTS; i++) assertEquals(FIRST + i * SLOT_BYTES, offset(handles.get(i)));
    assertEquals(CompactFitPages.PAGE_BYTES + FIRST, offset(handles.get(SLOTS)));
    assertEquals(2 * CompactFitPages.PAGE_BYTES + FIRST, offset(heap.malloc(24)));
    assertEquals(SLOT_BYTES - SlotHeader.BYTES, heap.usableSize(handles.getFirst()));
  }

  @Test
  void aFreeInAFullPageMovesABlockOfTheOtherPageThatIsNotFull() {
    List<Long> handles = fill(SLOTS + 3);
    long hole = offset(handles.get(4));
    long kept = offset(handles.get(SLOTS + 1));
    long moving = handles.get(SLOTS);
    Memory.putLong(heap.lock(moving) + SIZE - 8, 42);
    heap.unlock(moving);
    heap.free(handles.get(4));
    assertEquals(hole, offset(moving));
    assertEquals(42, Memory.getLong(heap.lock(moving) + SIZE - 8));
    assertEquals(kept, offset(handles.get(SLOTS + 1)));
    assertEquals(1, heap.compaction().compactions());
    assertEquals(SLOT_BYTES - SlotHeader.BYTES, heap.compaction().movedBytes());
  }

  @Test
  void aFreeInThePageThatIsNotFullMovesNothing() {
    List<Long> handles = fill(SLOTS + 3);
    heap.free(handles.get(SLOTS + 1));
    assertEquals(0, heap.compaction().compactions());
    assertEquals(1, heap.notFullPages(SIZE));
  }

  @Test
  void thePageThatItsLastBlockLeavesIsGivenBack() {
    List<Long> handles = fill(2 * SLOTS + 1);
    heap.free(handles.get(0));
    long before = heap.footprintBytes();
    // The page of the last block is empty now, and is kept for the next request.
    for (int i = 1; i <= SLOTS; i++) heap.free(handles.get(i));
    assertEquals(0, heap.notFullPages(SIZE));
    assertTrue(heap.footprintBytes() <= before - CompactFitPages.PAGE_BYTES);
  }

  @Test
  void aLockedBlockStaysAndAnotherMoves() {
    List<Long> handles = fill(SLOTS + 3);
    long address = heap.lock(handles.get(SLOTS));
    long hole = offset(handles.get(0));
    heap.free(handles.get(0));
    assertEquals(address, heap.lock(handles.get(SLOTS)));
    assertEquals(hole, offset(handles.get(SLOTS + 1)));
  }

  @Test
  void whatLocksKeptFromMovingIsMadeUpForLater() {
    List<Long> handles = fill(SLOTS + 3);
    for (int i = 0; i < 3; i++) heap.lock(handles.get(SLOTS + i));
    heap.free(handles.get(0));
    assertEquals(2, heap.notFullPages(SIZE));
    for (int i = 0; i < 3; i++) heap.unlock(handles.get(SLOTS + i));
    heap.free(handles.get(1));
    assertEquals(1, heap.notFullPages(SIZE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void atMostKappaPagesOfAClassAreNotFullAfterEveryFree(int kappa) {
    long[] sizes = {10, 100, 1_000, 3_000, 8_000, 16_000};
    var random = new SplittableRandom(kappa);
    var live = new ArrayList<Long>();
    try (var other = heap(kappa)) {
      int most = 0;
      for (int i = 0; i < 20_000; i++) {
        boolean grows = random.nextInt(100) < (i / 4_000 % 2 == 0 ? 70 : 30);
        if (grows || live.isEmpty()) {
          live.add(other.malloc(sizes[random.nextInt(sizes.length)]));
          continue;
        }
        int at = random.nextInt(live.size());
        other.free(live.get(at));
        live.set(at, live.getLast());
        live.removeLast();
        for (long size : sizes) {
          assertTrue(other.notFullPages(size) <= kappa, () -> "pages for " + size);
          most = Math.max(most, other.notFullPages(size));
        }
      }
      assertEquals(kappa, most);
      assertTrue(other.compaction().compactions() > 100);
    }
  }

  @Test
  void moreKappaMovesLess() {
    long last = Long.MAX_VALUE;
    for (int kappa : new int[] {1, 4, 16}) {
      try (var other = heap(kappa)) {
        var handles = new ArrayList<Long>();
        for (int i = 0; i < 3_000; i++) handles.add(other.malloc(100));
        for (int i = 0; i < 3_000; i++) if (i % 3 > 0) other.free(handles.get(i * 7 % 3_000));
        assertTrue(other.compaction().movedBytes() < last);
        last = other.compaction().movedBytes();
      }
    }
  }

  @Test
  void aBlockTooLargeForAPageHasPagesOfItsOwn() {
    long before = heap.footprintBytes();
    long large = heap.malloc(5 * Backing.PAGE_BYTES);
    assertEquals(0, offset(large) % Backing.PAGE_BYTES);
    assertEquals(5 * Backing.PAGE_BYTES, heap.usableSize(large));
    heap.free(large);
    assertTrue(heap.footprintBytes() - before <= 8 * Backing.PAGE_BYTES);
  }

  @Test
  void anAlignedBlockKeepsItsAlignmentWhereItMoves() {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < 200; i++) handles.add(heap.malloc(40, 64));
    for (int i = 0; i < 150; i++) heap.free(handles.get(i));
    assertTrue(heap.compaction().movedBytes() > 0);
    for (int i = 150; i < 200; i++) assertEquals(0, offset(handles.get(i)) % 64);
  }

  @Test
  void aFullHeapGivesASlotOfALargerClass() {
    try (var small = new CompactFit(18 * Backing.PAGE_BYTES, AlignmentRule.EIGHT, 1)) {
      var handles = new ArrayList<Long>();
      for (long handle = small.malloc(SIZE); handle != NULL; handle = small.malloc(SIZE)) {
        handles.add(handle);
      }
      small.free(handles.getFirst());
      assertNotEquals(NULL, small.malloc(10));
    }
  }

  @Test
  void thereAre51SizesNoMoreThanAnEighthApart() {
    var sizes = new CompactFitSizes(CompactFitPages.PAGE_BYTES - CompactFitPages.HEADER_BYTES, 8);
    assertEquals(51, sizes.classes());
    assertEquals(32, sizes.bytes(0));
    assertEquals(7_432, sizes.bytes(48));
    for (int i = 1; i < 49; i++) {
      int step = sizes.bytes(i) - sizes.bytes(i - 1);
      assertTrue(step > 0 && (step == 8 || step * 8 <= sizes.bytes(i - 1)), "class " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void aClassIsTheSmallestWithRoom(int quantum) {
    int room = CompactFitPages.PAGE_BYTES - CompactFitPages.HEADER_BYTES;
    var sizes = new CompactFitSizes(room, quantum);
    for (int bytes = 1; bytes <= sizes.largest(); bytes++) {
      int sizeClass = sizes.classFor(bytes);
      assertTrue(sizes.bytes(sizeClass) >= bytes);
      assertTrue(sizeClass == 0 || sizes.bytes(sizeClass - 1) < bytes);
      assertEquals(0, sizes.bytes(sizeClass) % quantum);
      assertTrue(sizes.slots(sizeClass) * sizes.bytes(sizeClass) <= room);
    }
  }
}
