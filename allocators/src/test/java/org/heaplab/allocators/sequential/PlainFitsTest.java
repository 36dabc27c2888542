package org.heaplab.allocators.sequential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The policies in address order beside a plain model of them, which looks at every free block: all
/// blocks lie where the model has them, whatever trees and buckets the heaps keep.
final class PlainFitsTest {
  /// So large a step that the heap grows once, and where its end lies does not matter.
  private static final String STEP = "step=16M";

  private static final int BLOCKS = 200;

  enum Policy {
    FIRST("first-fit", false, false),
    BEST("best-fit", true, false),
    WORST("worst-fit", false, true);

    final String name;
    final boolean smallest;
    final boolean largest;

    Policy(String name, boolean smallest, boolean largest) {
      this.name = name;
      this.smallest = smallest;
      this.largest = largest;
    }

    /// Whether a free block is preferred to one of a lower address.
    boolean prefers(long bytes, long other) {
      return (smallest && bytes < other) || (largest && bytes > other);
    }
  }

  /// Blocks of a header of 8 bytes and at least 8 more, as offsets from the first one.
  private static final class Model {
    private static final long HEADER = 8;
    private static final long LEAST = 16;

    private final Policy policy;
    private final TreeMap<Long, Long> free = new TreeMap<>(Map.of(0L, 1L << 40));
    private final Map<Long, Long> used = new TreeMap<>();

    Model(Policy policy) {
      this.policy = policy;
    }

    long malloc(long size) {
      long bytes = bytesFor(size);
      Map.Entry<Long, Long> chosen = null;
      for (Map.Entry<Long, Long> one : free.entrySet()) {
        if (one.getValue() < bytes) continue;
        if (chosen == null || policy.prefers(one.getValue(), chosen.getValue())) chosen = one;
      }
      long start = chosen.getKey();
      place(start, bytes, free.remove(start));
      return start;
    }

    void free(long start) {
      release(start, used.remove(start));
    }

    long realloc(long start, long size) {
      long bytes = bytesFor(size);
      long old = used.get(start);
      if (bytes <= old) {
        if (old - bytes >= LEAST) {
          used.put(start, bytes);
          release(start + bytes, old - bytes);
        }
        return start;
      }
      long room = old + free.getOrDefault(start + old, 0L);
      if (room >= bytes) {
        free.remove(start + old);
        place(start, bytes, room);
        return start;
      }
      long moved = malloc(size);
      free(start);
      return moved;
    }

    /// A block at the start of so much room; the rest is free unless it is less than a block.
    private void place(long start, long bytes, long room) {
      boolean isCut = room - bytes >= LEAST;
      used.put(start, isCut ? bytes : room);
      if (isCut) free.put(start + bytes, room - bytes);
    }

    private void release(long start, long bytes) {
      long end = start + bytes;
      Long behind = free.remove(end);
      if (behind != null) end += behind;
      Map.Entry<Long, Long> before = free.lowerEntry(start);
      boolean touches = before != null && before.getKey() + before.getValue() == start;
      long from = touches ? before.getKey() : start;
      free.put(from, end - from);
    }

    private static long bytesFor(long size) {
      return Math.max(LEAST, (size + HEADER + 7) / 8 * 8);
    }
  }

  private final Random random = new Random(1);
  private final long[] size = new long[BLOCKS];
  private final long[] offset = new long[BLOCKS];
  private final long[] address = new long[BLOCKS];

  @ParameterizedTest
  @EnumSource
  void blocksLieWhereThePlainPolicyPutsThem(Policy policy) {
    replay(policy, 20_000, slot -> random.nextInt(3) == 0, slot -> 1 + random.nextInt(2_000));
  }

  /// Arrays that grow by little, some more often than others: what best fit leaves is too small for
  /// all that comes later, and the heap grows to a multiple of what lives.
  @ParameterizedTest
  @EnumSource
  void arraysGrowWhereThePlainPolicyPutsThem(Policy policy) {
    replay(policy, 20_000, slot -> false, slot -> (int) size[slot] + 16);
  }

  private void replay(Policy policy, int steps, IntPredicate isFreed, IntUnaryOperator next) {
    var model = new Model(policy);
    try (HandleAllocator heap = Catalogue.find(policy.name + ":" + STEP).create(64L << 20)) {
      long first = heap.malloc(16);
      heap.free(first);
      for (int step = 0; step < steps; step++) {
        int slot = (int) (BLOCKS * Math.pow(random.nextDouble(), 3));
        boolean lives = address[slot] != 0;
        if (lives && isFreed.test(slot)) {
          model.free(offset[slot]);
          heap.free(address[slot]);
          address[slot] = 0;
          continue;
        }
        size[slot] = next.applyAsInt(slot);
        offset[slot] = lives ? model.realloc(offset[slot], size[slot]) : model.malloc(size[slot]);
        address[slot] = lives ? heap.realloc(address[slot], size[slot]) : heap.malloc(size[slot]);
        assertEquals(offset[slot], address[slot] - first, "step " + step);
      }
    }
  }
}
