package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The trees find what a sorted map and a loop find.
final class FreeTreesTest {
  private static final int UNITS = 1 << 16;
  private static final long SIZE = 4;

  /// What a run is sorted by, and how the index is made.
  static Stream<Arguments> trees() {
    Comparator<Map.Entry<Integer, Integer>> byAddress = Map.Entry.comparingByKey();
    Comparator<Map.Entry<Integer, Integer>> bySize = Map.Entry.comparingByValue();
    return Stream.of(
        Arguments.of(Named.of("address", AddressBuckets.POLICY), byAddress),
        Arguments.of(Named.of("size", SizeTree.POLICY), bySize.thenComparing(byAddress)));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void findsWhatAModelFinds(Policy policy, Comparator<Map.Entry<Integer, Integer>> order) {
    for (long seed = 0; seed < 5; seed++) {
      long heapBytes = UNITS * 8L;
      long sideBytes = policy.sideBytesFor().applyAsLong(heapBytes);
      try (var backing = new Backing(heapBytes + sideBytes, Long.MAX_VALUE)) {
        long base = backing.base();
        backing.commit(base, heapBytes);
        PlacementPolicy index = policy.maker().make(backing, base, base + heapBytes, heapBytes);
        index.resize(UNITS - 1);
        new Run(index, base, order, seed).run();
      }
    }
  }

  /// One index and its model, from one seed.
  private static final class Run {
    private final PlacementPolicy index;
    private final long base;
    private final Comparator<Map.Entry<Integer, Integer>> order;
    private final SplittableRandom random;
    private final long seed;
    private final TreeMap<Integer, Integer> sizes = new TreeMap<>();

    Run(
        PlacementPolicy index,
        long base,
        Comparator<Map.Entry<Integer, Integer>> order,
        long seed) {
      this.index = index;
      this.base = base;
      this.order = order;
      this.random = new SplittableRandom(seed);
      this.seed = seed;
    }

    void run() {
      for (int step = 0; step < 4_000; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> insert();
          case 2 -> remove();
          default -> resize();
        }
        int wanted = random.nextInt(1, random.nextBoolean() ? 20 : 300);
        int expected =
            sizes.entrySet().stream()
                .filter(run -> run.getValue() >= wanted)
                .min(order)
                .map(Map.Entry::getKey)
                .orElse(0);
        assertEquals(expected, index.find(wanted), "seed " + seed + ", step " + step);
      }
    }

    /// No two runs overlap.
    private void insert() {
      int run = random.nextInt(1, UNITS - 400);
      int size = random.nextInt(3, random.nextBoolean() ? 10 : 300);
      Map.Entry<Integer, Integer> before = sizes.lowerEntry(run + size);
      if (before != null && before.getKey() + before.getValue() > run) return;
      setSize(run, size);
      index.insert(run);
    }

    private void remove() {
      Integer run = sizes.ceilingKey(random.nextInt(UNITS));
      if (run == null) return;
      index.remove(run);
      sizes.remove(run);
    }

    /// Cuts a run at its start, or gives it back some of what was cut.
    private void resize() {
      Integer run = sizes.ceilingKey(random.nextInt(UNITS));
      if (run == null || sizes.get(run) < 8) return;
      int size = sizes.remove(run);
      int by = random.nextInt(3, size - 3);
      setSize(run + by, size - by);
      index.cut(run, run + by);
      if (random.nextBoolean()) return;
      sizes.remove(run + by);
      setSize(run, size);
      index.extend(run + by, run);
    }

    private void setSize(int run, int size) {
      Memory.putInt(base + run * 8L + SIZE, size << 1);
      sizes.put(run, size);
    }
  }
}
