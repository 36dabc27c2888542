package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [HandleHeap] places blocks and what its compaction moves: offsets from the first slab page
/// or the first extent.
final class HandleHeapTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  private final CheckedHandleAllocator heap = make("handle:compact=asked,ready=0,small=128");

  private static CheckedHandleAllocator make(String specification) {
    return make(specification, Long.MAX_VALUE);
  }

  private static CheckedHandleAllocator make(String specification, long limitBytes) {
    var subject = Catalogue.find(specification);
    return new CheckedHandleAllocator(subject.create(limitBytes), subject.entry().capabilities());
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private long offset(long handle, long area) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address - heap.baseAddress() - area;
  }

  private long slot(long handle) {
    return offset(handle, Layout.SLABS);
  }

  private long extent(long handle) {
    return offset(handle, Layout.EXTENTS);
  }

  private List<Long> fill(int blocks, long size) {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < blocks; i++) handles.add(heap.malloc(size));
    return handles;
  }

  @Test
  void givesEachClassPagesOfItsOwn() {
    assertEquals(0, slot(heap.malloc(8)));
    assertEquals(8, slot(heap.malloc(1)));
    assertEquals(PAGE, slot(heap.malloc(9)));
    assertEquals(16, slot(heap.malloc(0)));
    assertEquals(PAGE + 16, slot(heap.malloc(16)));
  }

  @Test
  void reusesTheSlotFreedLast() {
    List<Long> handles = fill(4, 24);
    heap.free(handles.get(1));
    heap.free(handles.get(2));
    assertEquals(48, slot(heap.malloc(24)));
    assertEquals(24, slot(heap.malloc(24)));
    assertEquals(96, slot(heap.malloc(24)));
  }

  @Test
  void takesNoHoleWhereHolesAreLeftForCompaction() {
    try (CheckedHandleAllocator wasteful = make("handle:reuse=none,ready=0,compact=asked")) {
      for (long size : new long[] {24, 3000}) {
        var freed = new HashSet<Long>();
        for (int i = 0; i < 400; i++) {
          long handle = wasteful.malloc(size);
          assertFalse(freed.contains(wasteful.lock(handle)), "block " + i);
          freed.add(wasteful.lock(handle));
          wasteful.unlock(handle);
          wasteful.unlock(handle);
          wasteful.malloc(size);
          wasteful.free(handle);
        }
      }
      wasteful.verify();
      long held = wasteful.footprintBytes();
      wasteful.compact(Long.MAX_VALUE);
      assertTrue(wasteful.footprintBytes() < held);
      wasteful.verify();
    }
  }

  @Test
  void fillsTheFullestPageFirst() {
    List<Long> handles = fill(3 * 32, 128);
    heap.malloc(128);
    for (int i = 0; i < 20; i++) heap.free(handles.get(i));
    for (int i = 32; i < 36; i++) heap.free(handles.get(i));
    fill(31, 128);
    assertEquals(PAGE, slot(heap.malloc(128)) & -PAGE);
  }

  @Test
  void putsLargerBlocksBehindHeaders() {
    assertEquals(8, extent(heap.malloc(200)));
    assertEquals(8 + 208, extent(heap.malloc(1000)));
  }

  @Test
  void coalescesFreeExtentsWithBothNeighbours() {
    List<Long> handles = fill(4, 992);
    heap.free(handles.get(0));
    heap.free(handles.get(2));
    heap.free(handles.get(1));
    assertEquals(8, extent(heap.malloc(2992)));
  }

  @Test
  void anAlignedBlockLeavesWhatIsBeforeItFree() {
    long aligned = heap.malloc(5000, PAGE);
    assertEquals(0, offset(aligned, 0) % PAGE);
    assertEquals(8, extent(heap.malloc(200)));
  }

  @Test
  void anAlignedBlockSlidesAsFarAsItsAlignmentAllows() {
    List<Long> handles = fill(6, 1000);
    long aligned = heap.malloc(1000, 64);
    long behind = heap.malloc(1000);
    long before = extent(aligned);
    for (long handle : handles.subList(1, 6)) heap.free(handle);
    heap.compact(Long.MAX_VALUE);
    long after = extent(aligned);
    assertEquals(0, after % 64);
    assertTrue(after < before && after - 1016 <= 2 * 64 + 24, () -> before + ", " + after);
    assertEquals(after + 1008, extent(behind));
    heap.verify();
  }

  @Test
  void growsIntoAFreeNeighbour() {
    List<Long> handles = fill(3, 992);
    heap.free(handles.get(1));
    assertEquals(handles.get(0), heap.realloc(handles.get(0), 1900));
    assertEquals(8, extent(handles.get(0)));
  }

  @Test
  void emptiesSparsePagesAndGivesThemBack() {
    List<Long> handles = fill(32 * 32, 128);
    for (int i = 0; i < handles.size(); i++) if (i % 8 != 0) heap.free(handles.get(i));
    long before = heap.footprintBytes();
    assertTrue(heap.compact(Long.MAX_VALUE) > 0);
    assertEquals(before - (32 - 4) * PAGE, heap.footprintBytes());
    heap.verify();
  }

  @Test
  void slidesExtentsTogether() {
    List<Long> handles = fill(64, 3000);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    heap.compact(Long.MAX_VALUE);
    for (int i = 1, at = 8; i < handles.size(); i += 2, at += 3008) {
      assertEquals(at, extent(handles.get(i)));
    }
    heap.verify();
  }

  @Test
  void compactsAroundALockedBlock() {
    List<Long> handles = fill(64, 3000);
    long pinned = handles.get(33);
    long address = heap.lock(pinned);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    heap.compact(Long.MAX_VALUE);
    assertEquals(address, heap.lock(pinned));
    assertEquals(8 + 15 * 3008, extent(handles.get(31)));
    assertEquals(address - heap.baseAddress() - Layout.EXTENTS + 3008, extent(handles.get(35)));
    heap.verify();
  }

  @Test
  void compactionStopsWithinItsBudgetAndGoesOn() {
    List<Long> handles = fill(64, 3000);
    for (int i = 0; i < handles.size(); i += 2) heap.free(handles.get(i));
    long total = 0;
    for (long moved; (moved = heap.compact(7000)) > 0; total += moved) assertTrue(moved <= 7000);
    assertEquals(32 * 3008, total);
    assertEquals(8 + 31 * 3008, extent(handles.get(63)));
  }

  @Test
  void everyEntryIsGivenUpBeforeAHandleRepeats() {
    long first = heap.malloc(8);
    heap.free(first);
    long second = heap.malloc(8);
    assertNotEquals(first, second);
    var stale = assertThrows(MisuseException.class, () -> heap.lock(first));
    assertEquals(MisuseException.Kind.STALE_HANDLE, stale.kind());
  }

  @Test
  void aPageWhoseGenerationsHaveAllRunOutIsGivenBack() {
    try (var small = (HandleHeap) Catalogue.find("handle:ready=0").create(Long.MAX_VALUE)) {
      long entries = PAGE / EntryLayout.ENTRY_BYTES;
      long lives = 1L << (EntryLayout.GENERATION_BITS - 1);
      for (long i = 0; i < entries * lives; i++) small.free(small.malloc(8));
      small.malloc(8);
      small.check();
    }
  }

  @Test
  void aGenerationThatHasRunOutRetiresItsEntry() {
    try (var small = Catalogue.find("handle").create(Long.MAX_VALUE)) {
      long lives = 1L << (EntryLayout.GENERATION_BITS - 1);
      long handle = small.malloc(8);
      long index = handle & EntryLayout.INDEX_MASK;
      for (long life = 1; life < lives; life++) {
        small.free(handle);
        handle = small.malloc(8);
        assertEquals(index == (handle & EntryLayout.INDEX_MASK), life < lives - 1);
      }
    }
  }

  @Test
  void aLargeBlockGrowsWithoutBeingInMemoryTwice() {
    long mib = 1 << 20;
    try (CheckedHandleAllocator limited = make("handle", 5 * mib)) {
      long large = limited.malloc(3 * mib);
      long next = limited.malloc(3000);
      long before = address(limited, large);
      assertEquals(large, limited.realloc(large, 4 * mib));
      assertNotEquals(before, address(limited, large));
      limited.verify();
      assertEquals(large, limited.realloc(large, 4 * mib + 100_000));
      limited.verify();
      limited.free(large);
      limited.verify();
      assertTrue(limited.malloc(4 * mib) != 0);
      limited.free(next);
      limited.verify();
    }
  }

  private static long address(CheckedHandleAllocator heap, long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address;
  }

  @Test
  void aHandleIsStaleAfterItsPageOfEntriesWasGivenBackAndUsedAgain() {
    List<Long> first = fill(5000, 8);
    first.forEach(heap::free);
    List<Long> second = fill(5000, 8);
    for (int i = 0; i < first.size(); i++) {
      long old = first.get(i);
      assertNotEquals(old, second.get(i));
      var stale = assertThrows(MisuseException.class, () -> heap.lock(old));
      assertEquals(MisuseException.Kind.STALE_HANDLE, stale.kind());
    }
  }

  @Test
  void aHandleThatWasNeverGivenOutIsForeign() {
    long handle = heap.malloc(8);
    long otherGeneration = 2L << EntryLayout.INDEX_BITS;
    long otherEpoch = 1L << EntryLayout.EPOCH_SHIFT;
    for (long made : new long[] {handle + 1, handle + otherGeneration, handle + otherEpoch, 1023}) {
      var refused = assertThrows(MisuseException.class, () -> heap.lock(made));
      assertEquals(MisuseException.Kind.FOREIGN_ADDRESS, refused.kind());
    }
  }

  @Test
  void locksBeyondWhatAnEntryHoldsAreCountedToo() {
    List<Long> handles = fill(40, 600);
    long footprint = heap.footprintBytes();
    for (int i = 0; i < handles.size(); i++) {
      for (int lock = 0; lock < i; lock++) heap.lock(handles.get(i));
    }
    heap.verify();
    for (int i = 0; i < handles.size(); i++) {
      for (int lock = 0; lock < i; lock++) heap.unlock(handles.get(i));
      long unlocked = handles.get(i);
      assertThrows(MisuseException.class, () -> heap.unlock(unlocked));
    }
    assertEquals(footprint, heap.footprintBytes());
    heap.verify();
  }

  @Test
  void emptiedHeapKeepsAtMostAPageForEachStructure() {
    try (CheckedHandleAllocator busy = make("handle")) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 20_000; i++) handles.add(busy.malloc(1 + i * 31L % 3000));
      for (long handle : handles) busy.free(handle);
      assertTrue(busy.footprintBytes() <= 16 * PAGE, () -> busy.footprintBytes() / PAGE + " pages");
      busy.verify();
    }
  }

  /// Footprints of a heap whose blocks are freed a page's worth at a time, first to last.
  private static long[] footprintsAsItDrains(String specification, long size) {
    try (CheckedHandleAllocator draining = make(specification)) {
      int perPage = (int) (PAGE / size);
      long[] footprints = new long[64];
      var handles = new ArrayList<Long>();
      for (int i = 0; i <= footprints.length * perPage; i++) handles.add(draining.malloc(size));
      for (int page = 0; page < footprints.length; page++) {
        for (int i = 0; i < perPage; i++) draining.free(handles.get(page * perPage + i));
        footprints[page] = draining.footprintBytes();
      }
      return footprints;
    }
  }

  @Test
  void anEagerHeapGivesBackEachPageAsItIsFreed() {
    for (long size : new long[] {128, 4088}) {
      long[] footprints = footprintsAsItDrains("handle:release=eager,compact=asked,ready=0", size);
      int setsOfPagesGivenBack = 2;
      for (int page = 1; page < footprints.length; page++) {
        long most = footprints[0] - (page - setsOfPagesGivenBack) * PAGE;
        assertTrue(footprints[page] <= most, "page " + page);
      }
    }
  }

  @Test
  void aHeapThatNeverReleasesHoldsItsPagesUntilAskedOrEmpty() {
    for (long size : new long[] {128, 4088}) {
      long[] footprints = footprintsAsItDrains("handle:release=never,compact=asked,ready=0", size);
      long ofEntries = 2 * Long.BYTES * (PAGE / size) * footprints.length;
      assertTrue(footprints[footprints.length - 1] >= footprints[0] - ofEntries);
    }
    try (CheckedHandleAllocator busy = make("handle:release=never,compact=asked")) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 1000; i++) handles.add(busy.malloc(100));
      for (long handle : handles.subList(1, handles.size())) busy.free(handle);
      long held = busy.footprintBytes();
      busy.compact(0);
      assertTrue(busy.footprintBytes() < held);
      busy.free(handles.getFirst());
      assertTrue(busy.footprintBytes() <= 16 * PAGE);
    }
  }

  @Test
  void everyPauseBeginsAndEnds() {
    var told = new StringBuilder();
    var watcher =
        new PauseWatcher() {
          @Override
          public void begins() {
            told.append('(');
          }

          @Override
          public void ends() {
            told.append(')');
          }
        };
    try (var watched = Catalogue.find("handle:headroom=0").create(Long.MAX_VALUE)) {
      watched.watch(watcher);
      watched.compact(Long.MAX_VALUE);
      assertEquals("()", told.toString());
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 4000; i++) handles.add(watched.malloc(100));
      for (int i = 0; i < 4000; i++) if (i % 8 != 0) watched.free(handles.get(i));
      assertTrue(watched.compaction().movedBytes() > 0);
    }
    assertTrue(told.toString().matches("(\\(\\)){3,}"), told.toString());
  }

  @Test
  void noStepMovesMoreThanItMayLookAt() {
    try (var watched = Catalogue.find("handle").create(Long.MAX_VALUE)) {
      var most = new AtomicLong();
      watched.watch(
          new PauseWatcher() {
            private long before;

            @Override
            public void begins() {
              before = watched.compaction().movedBytes();
            }

            @Override
            public void ends() {
              most.accumulateAndGet(watched.compaction().movedBytes() - before, Math::max);
            }
          });
      var random = new Random(17);
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 100_000; i++) handles.add(watched.malloc(240));
      for (int i = 0; i < 150_000; i++) {
        int at = random.nextInt(handles.size());
        watched.free(handles.get(at));
        int last = handles.size() - 1;
        handles.set(at, handles.get(last));
        handles.remove(last);
        if (i % 2 == 1) handles.add(watched.malloc(492));
      }
      assertTrue(watched.compaction().movedBytes() > 1 << 20);
      assertTrue(most.get() <= 1 << 18, () -> most + " bytes in one step");
    }
  }

  @Test
  void movedBlocksKeepTheirContent() {
    long kept = heap.malloc(600);
    List<Long> others = fill(50, 600);
    long last = heap.malloc(600);
    for (long other : others) heap.free(other);
    heap.free(kept);
    long address = heap.lock(last);
    byte content = Memory.getByte(address + 599);
    heap.unlock(last);
    heap.compact(Long.MAX_VALUE);
    assertEquals(8, extent(last));
    assertEquals(content, Memory.getByte(heap.lock(last) + 599));
    heap.unlock(last);
  }
}
