package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.buddy.BuddyHeap.Place;
import org.heaplab.allocators.buddy.BuddyHeap.Series;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many blocks a malloc and a free inspect, from a thousand to a million live blocks: a few,
/// and never more than one for each order and operation.
final class BuddyGrowthTest {
  private static final int LEAST_LIVE = 1_000;
  private static final int MOST_LIVE = 1_000_000;
  private static final int PAIRS = 2_000;
  private static final Map<String, Series[]> SYSTEMS =
      Map.of(
          "buddy", new Series[] {BinaryBuddy.series(16)},
          "double-buddy", DoubleBuddy.series(16, AlignmentRule.EIGHT),
          "fibonacci-buddy", new Series[] {FibonacciBuddy.series()},
          "weighted-buddy", new Series[] {WeightedBuddy.series(16)});

  static Stream<String> systems() {
    return SYSTEMS.keySet().stream().sorted();
  }

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Long> live = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("systems")
  void inspectsNoMoreBlocksInALargerHeap(String system) {
    try (var heap = new BuddyHeap(Long.MAX_VALUE, Place.TABLE, SYSTEMS.get(system))) {
      double few = meanAt(heap, LEAST_LIVE);
      double many = meanAt(heap, MOST_LIVE);
      assertTrue(many < 2 * few, () -> "from " + few + " to " + many);
    }
  }

  /// The mean of a pair of malloc and free in a heap with so many blocks.
  private double meanAt(BuddyHeap heap, int blocks) {
    while (live.size() < blocks) live.add(heap.malloc(size()));
    long before = heap.inspections();
    for (int pair = 0; pair < PAIRS; pair++) {
      long start = heap.inspections();
      int at = random.nextInt(blocks);
      heap.free(live.get(at));
      live.set(at, heap.malloc(size()));
      long inspected = heap.inspections() - start;
      assertTrue(inspected <= 2 * BuddySystem.MAX_ORDERS, () -> "inspects " + inspected);
    }
    return (heap.inspections() - before) / (double) PAIRS;
  }

  private long size() {
    return random.nextLong(1, 65);
  }
}
