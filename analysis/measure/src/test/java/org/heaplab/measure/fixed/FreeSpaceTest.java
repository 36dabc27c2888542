package org.heaplab.measure.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.ScriptedHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeSpaceTest {
  private static final long PAGE = 4096;
  private static final long LIMIT = 256 * PAGE;

  /// What is found in a heap that holds 10 pages of its 16, and whose walk is written by hand.
  private static FreeSpace walk(Consumer<HeapVisitor> walk) {
    var heap =
        new ScriptedHeap(10 * PAGE) {
          @Override
          public void walk(HeapVisitor visitor) {
            walk.accept(visitor);
          }
        };
    try (heap) {
      heap.malloc(1);
      return FreeSpace.of(heap, 16 * PAGE);
    }
  }

  @Test
  void whatTheLimitLeavesIsRoom() {
    FreeSpace space =
        walk(
            visitor -> {
              visitor.area("blocks", 0, 10 * PAGE);
              visitor.used(1, 0, 9 * PAGE, 0);
              visitor.metadata(9 * PAGE, PAGE, PAGE);
            });
    assertEquals(new FreeSpace(6 * PAGE, 6 * PAGE), space);
  }

  @Test
  void aFreeSpanIsCommittedAsFarAsTheLimitAllows() {
    FreeSpace space =
        walk(
            visitor -> {
              visitor.area("blocks", 0, 30 * PAGE);
              visitor.used(1, 0, 8 * PAGE, 0);
              visitor.free(8 * PAGE, 20 * PAGE, 2 * PAGE);
              visitor.used(1, 28 * PAGE, 2 * PAGE, 0);
              visitor.untouched(2 * PAGE);
            });
    assertEquals(new FreeSpace(8 * PAGE, 8 * PAGE), space);
  }

  @Test
  void aFreeSpanIsNoLongerThanItIs() {
    FreeSpace space =
        walk(
            visitor -> {
              visitor.area("blocks", 0, 10 * PAGE);
              visitor.free(0, 7 * PAGE, 7 * PAGE);
              visitor.used(1, 7 * PAGE, 3 * PAGE, 0);
            });
    assertEquals(new FreeSpace(13 * PAGE, 7 * PAGE), space);
  }

  @Test
  void theSpanAtTheEndMayGrow() {
    FreeSpace space =
        walk(
            visitor -> {
              visitor.area("blocks", 0, 10 * PAGE);
              visitor.used(1, 0, 9 * PAGE, 0);
              visitor.free(9 * PAGE, PAGE - 8, PAGE - 8);
              visitor.metadata(10 * PAGE - 8, 8, 8);
              visitor.area("table", 20 * PAGE, 0);
            });
    assertEquals(7 * PAGE - 8, space.largestBytes());
  }

  /// A heap with holes of a page: every other of its blocks was freed.
  private static HandleAllocator holed(String allocator) {
    HandleAllocator heap = Catalogue.find(allocator).create(LIMIT);
    var handles = new ArrayList<Long>();
    for (int i = 0; i < 200; i++) handles.add(heap.malloc(PAGE - 16));
    for (int i = 0; i < 200; i += 2) heap.free(handles.get(i));
    return heap;
  }

  private static long granted(HandleAllocator heap) {
    return FreeSpace.granted(heap, LIMIT, FreeSpace.of(heap, LIMIT).largestBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-fit", "best-fit"})
  void aHeapThatMovesNothingGrantsWhatItHasRoomFor(String allocator) {
    try (HandleAllocator heap = holed(allocator)) {
      long largest = FreeSpace.of(heap, LIMIT).largestBytes();
      long granted = granted(heap);
      assertTrue(granted <= largest && granted >= largest - 2 * PAGE, granted + " of " + largest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jeff:heap=limit", "handle:compact=asked"})
  void aHeapThatMovesGrantsNearlyAllThatIsFree(String allocator) {
    try (HandleAllocator heap = holed(allocator)) {
      FreeSpace space = FreeSpace.of(heap, LIMIT);
      long granted = granted(heap);
      assertTrue(granted > space.largestBytes(), granted + " of " + space);
      assertTrue(granted > 0.9 * space.freeBytes(), granted + " of " + space);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 17, 100, 255, 1000})
  void theSearchFindsTheSameFromAnyGuess(long guessPages) {
    try (HandleAllocator heap = holed("first-fit");
        HandleAllocator same = holed("first-fit")) {
      long expected = FreeSpace.granted(same, LIMIT, 56 * PAGE);
      assertEquals(expected, FreeSpace.granted(heap, LIMIT, guessPages * PAGE));
    }
  }

  @Test
  void aFullHeapGrantsNothing() {
    try (HandleAllocator heap = Catalogue.find("first-fit").create(LIMIT)) {
      for (long size : List.of(PAGE, 1L)) while (heap.malloc(size) != 0) {}
      assertEquals(0, granted(heap));
    }
  }
}
