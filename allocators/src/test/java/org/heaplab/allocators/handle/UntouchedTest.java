package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages that a client does not touch are not committed.
class UntouchedTest {
  private static final long PAGE = Backing.PAGE_BYTES;
  private static final long MIB = 1 << 20;

  private static HandleAllocator heap(long limitBytes) {
    return Catalogue.find("handle").create(limitBytes);
  }

  private static CheckedHandleAllocator checked(HandleAllocator heap) {
    return new CheckedHandleAllocator(heap, Catalogue.find("handle").entry().capabilities());
  }

  @Test
  void aLargeArrayThatNobodyTouchesCostsItsEnds() {
    try (HandleAllocator heap = heap(Long.MAX_VALUE)) {
      heap.malloc(MIB);
      long before = heap.footprintBytes();
      long handle = heap.malloc(4L << 30, Heap.MIN_ALIGNMENT, 0);
      assertNotEquals(Heap.NULL, handle);
      assertTrue(heap.usableSize(handle) >= 4L << 30);
      assertTrue(heap.footprintBytes() - before <= 4 * PAGE, () -> "" + heap.footprintBytes());
    }
  }

  @Test
  void whatIsTouchedIsCommitted() {
    try (HandleAllocator heap = heap(Long.MAX_VALUE)) {
      heap.malloc(MIB);
      long before = heap.footprintBytes();
      heap.malloc(8 * MIB, Heap.MIN_ALIGNMENT, 3 * MIB);
      long committed = heap.footprintBytes() - before;
      assertTrue(
          committed >= 3 * MIB - 4 * PAGE && committed <= 3 * MIB + 4 * PAGE, () -> "" + committed);
    }
  }

  @Test
  void theWalkSaysHowMuchIsNotCommitted() {
    try (HandleAllocator heap = heap(Long.MAX_VALUE)) {
      heap.malloc(2 * MIB, Heap.MIN_ALIGNMENT, MIB / 2);
      var sums = new Sums();
      heap.walk(sums);
      assertTrue(sums.used >= 2 * MIB);
      long untouched = 3 * MIB / 2;
      assertTrue(sums.untouched > untouched - 4 * PAGE && sums.untouched <= untouched);
      assertEquals(heap.footprintBytes(), sums.used - sums.untouched + sums.others);
    }
  }

  @Test
  void aHeapMayBeSmallerThanWhatIsAskedOfIt() {
    try (HandleAllocator heap = heap(2 * MIB)) {
      assertEquals(Heap.NULL, heap.malloc(64 * MIB));
      assertNotEquals(Heap.NULL, heap.malloc(64 * MIB, Heap.MIN_ALIGNMENT, MIB));
      assertEquals(Heap.NULL, heap.malloc(64 * MIB, Heap.MIN_ALIGNMENT, MIB));
      assertNotEquals(Heap.NULL, heap.malloc(64 * MIB, Heap.MIN_ALIGNMENT, MIB / 2));
      assertTrue(heap.footprintBytes() <= 2 * MIB);
    }
  }

  @Test
  void aReallocThatTouchesAllCommitsAll() {
    try (CheckedHandleAllocator heap = checked(heap(Long.MAX_VALUE))) {
      long handle = heap.malloc(MIB, Heap.MIN_ALIGNMENT, PAGE);
      heap.malloc(MIB);
      handle = heap.realloc(handle, 3 * MIB);
      heap.verify();
      assertTrue(heap.footprintBytes() >= 4 * MIB);
      heap.free(handle);
      heap.verify();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 24 * MIB, 6 * MIB})
  void holdsThroughAnyCalls(long limitBytes) {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    try (CheckedHandleAllocator heap = checked(heap(limitBytes))) {
      var blocks = new ArrayList<long[]>();
      for (int call = 0; call < 2_000; call++) {
        act(heap, blocks, random);
        if (call % 40 == 0) heap.verify();
      }
      for (long[] block : blocks) heap.free(block[0]);
      heap.verify();
    }
  }

  /// A block is its handle and how much of it is touched.
  private static void act(CheckedHandleAllocator heap, List<long[]> blocks, Random random) {
    int action = random.nextInt(10);
    if (action == 0 && random.nextInt(20) == 0) heap.compact(Long.MAX_VALUE);
    if (blocks.isEmpty() || action < 4) {
      long size = size(random);
      long touched =
          switch (random.nextInt(3)) {
            case 0 -> size;
            case 1 -> 0;
            default -> random.nextLong(size + 1);
          };
      long alignment = random.nextInt(8) == 0 ? 64 : Heap.MIN_ALIGNMENT;
      long handle =
          touched == size ? heap.malloc(size, alignment) : heap.malloc(size, alignment, touched);
      if (handle != Heap.NULL) blocks.add(new long[] {handle, touched});
      return;
    }
    int index = random.nextInt(blocks.size());
    long[] block = blocks.get(index);
    if (action < 7) {
      heap.free(block[0]);
      blocks.set(index, blocks.getLast());
      blocks.removeLast();
      return;
    }
    long size = size(random);
    long least = Math.min(block[1], size);
    long touched = random.nextBoolean() ? size : least + random.nextLong(size - least + 1);
    long handle =
        touched == size ? heap.realloc(block[0], size) : heap.realloc(block[0], size, touched);
    if (handle == Heap.NULL) return;
    block[0] = handle;
    block[1] = touched;
  }

  private static long size(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(2000) : random.nextLong(2 * MIB);
  }

  private static final class Sums implements HeapVisitor {
    long used;
    long untouched;
    long others;

    @Override
    public void area(String name, long address, long bytes) {}

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      used += bytes;
    }

    @Override
    public void untouched(long bytes) {
      untouched += bytes;
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      others += committedBytes;
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      others += committedBytes;
    }
  }
}
