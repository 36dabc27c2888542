package org.heaplab.allocators.jeff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where [JeffHeap] places blocks and headers, and what its compaction moves: offsets from the
/// base.
final class JeffHeapTest {
  private static final long PAGE = Backing.PAGE_BYTES;
  private static final long END = 64 * PAGE;
  private static final long ALL = Long.MAX_VALUE;

  private final CheckedHandleAllocator heap = make("jeff:headroom=3", END);

  private static CheckedHandleAllocator make(String specification, long limitBytes) {
    var subject = Catalogue.find(specification);
    return new CheckedHandleAllocator(
        subject.create(limitBytes), subject.entry().capabilities(), subject.alignmentRule());
  }

  @AfterEach
  void close() {
    heap.verify();
    heap.close();
  }

  private long offset(long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address - heap.baseAddress();
  }

  private List<Long> offsets(List<Long> handles) {
    return handles.stream().map(this::offset).toList();
  }

  /// Blocks of these sizes, one behind the other.
  private List<Long> fill(long... sizes) {
    var handles = new ArrayList<Long>();
    for (long size : sizes) handles.add(heap.malloc(size));
    return handles;
  }

  @Test
  void blocksGrowUp() {
    assertEquals(List.of(0L, 8L, 16L, 40L), offsets(fill(1, 8, 24, 100)));
  }

  @Test
  void asMallocAllSizesAreMultiplesOfSixteen() {
    try (var aligned = make("jeff:headroom=3,align=malloc", END)) {
      var offsets = new ArrayList<Long>();
      for (long size : new long[] {1, 16, 24, 100, 8}) {
        long handle = aligned.malloc(size);
        offsets.add(aligned.lock(handle) - aligned.baseAddress());
      }
      assertEquals(List.of(0L, 16L, 32L, 64L, 176L), offsets);
    }
  }

  @Test
  void asMallocBlocksThatAskForNoMoreStillJump() {
    try (var aligned = make("jeff:headroom=3,align=malloc", END)) {
      long hole = aligned.malloc(24);
      aligned.lock(aligned.malloc(16));
      long jumping = aligned.malloc(24, 16);
      aligned.free(hole);
      assertEquals(32, aligned.compact(ALL));
      assertEquals(aligned.baseAddress(), aligned.lock(jumping));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {17, 13})
  void headersGrowDownAndAreTheHandles(long bytes) {
    try (var other = make("jeff:header=" + bytes, END)) {
      long end = other.baseAddress() + END;
      for (int i = 1; i <= 10; i++) assertEquals(end - i * bytes, other.malloc(100));
      other.verify();
    }
  }

  @Test
  void bumpsBeforeItReuses() {
    List<Long> handles = fill(64, 64);
    heap.free(handles.get(0));
    assertEquals(128, offset(heap.malloc(64)));
  }

  /// Blocks until only a free block or a compaction could serve another.
  private void fillToTheBrim() {
    for (long size = 4 * PAGE; size > 0; size /= 2) {
      long handle;
      do handle = heap.malloc(size);
      while (handle != Heap.NULL);
    }
  }

  @Test
  void aFullHeapReusesWhatWasFreedLastInALargerSlot() {
    List<Long> handles = fill(100, 100, 200, 100, 200, 100);
    fillToTheBrim();
    heap.free(handles.get(2));
    heap.free(handles.get(4));
    heap.free(handles.get(0));
    assertEquals(512, offset(heap.malloc(100)));
    assertEquals(208, offset(heap.malloc(100)));
    assertEquals(0, offset(heap.malloc(100)));
  }

  @Test
  void searchesTheSlotOfTheRequestLast() {
    List<Long> handles = fill(120, 100, 72, 100);
    fillToTheBrim();
    heap.free(handles.get(0));
    heap.free(handles.get(2));
    assertEquals(0, offset(heap.malloc(120)));
    assertEquals(224, offset(heap.malloc(72)));
  }

  @Test
  void doesNotCoalesceWithoutCompaction() {
    List<Long> handles = fill(100, 100, 100);
    fillToTheBrim();
    heap.free(handles.get(0));
    heap.free(handles.get(1));
    long before = heap.compaction().compactions();
    assertNotEquals(Heap.NULL, heap.malloc(200));
    assertEquals(before + 1, heap.compaction().compactions());
  }

  @ParameterizedTest
  @ValueSource(longs = {17, 13})
  void aFreeBlockKeepsItsHeaderUntilCompaction(long bytes) {
    try (var other = make("jeff:headroom=3,header=" + bytes, END)) {
      long first = other.malloc(100);
      other.malloc(100);
      other.free(first);
      long end = other.baseAddress() + END;
      assertEquals(end - 3 * bytes, other.malloc(100));
      other.compact(ALL);
      assertEquals(end - bytes, other.malloc(100));
      assertEquals(end - 4 * bytes, other.malloc(100));
      other.verify();
    }
  }

  @Test
  void slidesRunsDown() {
    List<Long> handles = fill(100, 100, 100, 100, 100);
    heap.free(handles.remove(2));
    heap.free(handles.remove(0));
    assertEquals(3 * 104, heap.compact(ALL));
    assertEquals(List.of(0L, 104L, 208L), offsets(handles));
    assertEquals(312, offset(heap.malloc(1)));
  }

  @Test
  void jumpsOverALockedBlock() {
    List<Long> handles = fill(100, 100, 100, 100, 100);
    heap.lock(handles.get(2));
    heap.free(handles.remove(0));
    heap.compact(ALL);
    assertEquals(List.of(0L, 208L, 104L, 312L), offsets(handles));
  }

  @Test
  void fillsAHoleWithTheNearestBlocksThatFit() {
    List<Long> handles = fill(64, 64, 200, 48, 24, 16);
    heap.lock(handles.get(1));
    heap.free(handles.remove(0));
    heap.compact(ALL);
    assertEquals(List.of(64L, 128L, 0L, 328L, 48L), offsets(handles));
  }

  @Test
  void anAlignedBlockSlidesByMultiplesOfItsAlignment() {
    heap.lock(heap.malloc(72));
    long hole = heap.malloc(100);
    long aligned = heap.malloc(100, 128);
    long last = heap.malloc(100);
    assertEquals(256, offset(aligned));
    heap.free(hole);
    heap.compact(ALL);
    assertEquals(128, offset(aligned));
    assertEquals(232, offset(last));
  }

  @Test
  void compactionStopsWithinItsBudgetAndGoesOn() {
    List<Long> handles = fill(100, 100, 100, 100, 100);
    heap.free(handles.remove(0));
    assertEquals(208, heap.compact(300));
    assertEquals(List.of(0L, 104L, 312L, 416L), offsets(handles));
    assertEquals(208, heap.compact(ALL));
    assertEquals(0, heap.compact(ALL));
  }

  @Test
  void compactionGivesBackWhatLiesAboveTheTop() {
    List<Long> handles = fill(10 * PAGE, 100, 10 * PAGE);
    heap.free(handles.get(0));
    heap.free(handles.get(2));
    heap.compact(ALL);
    long blocks = 1;
    long headers = 1;
    long bitmap = 1;
    assertEquals((blocks + headers + bitmap) * PAGE, heap.footprintBytes());
  }

  @Test
  void compactsBeforeItOutgrowsItsHeadroom() {
    try (var other = make("jeff:headroom=0.1", ALL)) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 400; i++) handles.add(other.malloc(1000));
      for (int i = 0; i < 400; i += 2) other.free(handles.get(i));
      long before = other.footprintBytes();
      for (int i = 0; i < 100; i++) other.malloc(1900);
      assertTrue(other.footprintBytes() <= before * 11 / 10, () -> other.footprintBytes() + "");
      assertTrue(other.compaction().compactions() > 0);
    }
  }

  @Test
  void aHeapThatIsFullAtItsLimitCompactsOnlyThere() {
    try (var whole = make("jeff:heap=limit", END)) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 50; i++) handles.add(whole.malloc(PAGE));
      for (int i = 0; i < 50; i += 2) whole.free(handles.get(i));
      assertNotEquals(Heap.NULL, whole.malloc(10 * PAGE));
      assertEquals(0, whole.compaction().compactions());
      assertNotEquals(Heap.NULL, whole.malloc(10 * PAGE));
      assertEquals(1, whole.compaction().compactions());
    }
  }

  @Test
  void reallocSwapsMemoryUnderTheSameHandle() {
    List<Long> handles = fill(100, 100);
    assertEquals(handles.get(0), heap.realloc(handles.get(0), 300));
    assertEquals(List.of(208L, 104L), offsets(handles));
    assertEquals(handles.get(0), heap.realloc(handles.get(0), 1000));
    assertEquals(List.of(208L, 104L), offsets(handles));
  }

  /// The search beyond locked blocks remembers what it has passed. Here it must not skip a block
  /// that can jump.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void afterCompactionNoUnlockedBlockFitsAHoleBelowIt(long seed) {
    var random = new SplittableRandom(seed);
    try (var other = make("jeff", ALL)) {
      var handles = new ArrayList<Long>();
      int largest = 16 << random.nextInt(10);
      for (int i = 0; i < 2_000; i++) handles.add(other.malloc(random.nextInt(largest)));
      for (long handle : handles) {
        if (random.nextInt(3) == 0) other.free(handle);
        else if (random.nextInt(3) == 0) other.lock(handle);
      }
      other.compact(ALL);
      other.verify();
      other.walk(new HolesBelow());
    }
  }

  private static final class HolesBelow implements HeapVisitor {
    private long largestHole;

    @Override
    public void area(String name, long address, long bytes) {
      largestHole = 0;
    }

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      assertTrue(locks > 0 || bytes > largestHole, () -> bytes + " into " + largestHole);
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      largestHole = Math.max(largestHole, bytes);
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {}
  }
}
