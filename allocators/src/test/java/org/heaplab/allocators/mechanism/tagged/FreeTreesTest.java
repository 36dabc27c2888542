package org.heaplab.allocators.mechanism.tagged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The trees find what a sorted map and a loop find.
final class FreeTreesTest {
  private static final int UNITS = 1 << 16;

  /// One of the trees, as the test uses it.
  ///
  /// @param find the first block of at least this size, or 0
  record Tree(
      IntUnaryOperator find,
      IntConsumer insert,
      IntConsumer remove,
      BiConsumer<Integer, Integer> cut,
      BiConsumer<Integer, Integer> extend) {
    static Tree bySize(TaggedBlocks blocks) {
      var tree = SizeTree.smallestFirst(blocks, FreeOrder.ADDRESS);
      tree.resize(UNITS - 1);
      BiConsumer<Integer, Integer> replace =
          (old, block) -> {
            tree.remove(old);
            tree.insert(block);
          };
      return new Tree(tree::smallestAtLeast, tree::insert, tree::remove, replace, replace);
    }

    static Tree byAddress(TaggedBlocks blocks) {
      var buckets = new AddressBuckets(blocks);
      buckets.resize(UNITS - 1);
      return new Tree(
          buckets::firstAtLeast, buckets::insert, buckets::remove, buckets::cut, buckets::extend);
    }
  }

  /// A tree, and what its blocks are sorted by.
  static Stream<Arguments> trees() {
    Comparator<Map.Entry<Integer, Integer>> byAddress = Map.Entry.comparingByKey();
    Comparator<Map.Entry<Integer, Integer>> bySize = Map.Entry.comparingByValue();
    Function<TaggedBlocks, Tree> address = Tree::byAddress;
    Function<TaggedBlocks, Tree> size = Tree::bySize;
    return Stream.of(
        Arguments.of(Named.of("address", address), byAddress),
        Arguments.of(Named.of("size", size), bySize.thenComparing(byAddress)));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void findsWhatAModelFinds(
      Function<TaggedBlocks, Tree> maker, Comparator<Map.Entry<Integer, Integer>> order) {
    for (long seed = 0; seed < 5; seed++) {
      long heapBytes = UNITS * 8L;
      var blocks =
          new TaggedBlocks(2 * heapBytes, AlignmentRule.EIGHT, AddressBuckets::tableBytesFor);
      try (var backing = blocks.backing()) {
        backing.commit(backing.base(), heapBytes);
        new Steps(maker.apply(blocks), blocks.tags(), order, seed).run();
      }
    }
  }

  /// One tree and its model, from one seed.
  private static final class Steps {
    private final Tree tree;
    private final BoundaryTags tags;
    private final Comparator<Map.Entry<Integer, Integer>> order;
    private final SplittableRandom random;
    private final long seed;
    private final TreeMap<Integer, Integer> sizes = new TreeMap<>();

    Steps(Tree tree, BoundaryTags tags, Comparator<Map.Entry<Integer, Integer>> order, long seed) {
      this.tree = tree;
      this.tags = tags;
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
                .filter(block -> block.getValue() >= wanted)
                .min(order)
                .map(Map.Entry::getKey)
                .orElse(0);
        assertEquals(expected, tree.find().applyAsInt(wanted), "seed " + seed + ", step " + step);
      }
    }

    /// No two blocks overlap.
    private void insert() {
      int block = random.nextInt(1, UNITS - 400);
      int size = random.nextInt(3, random.nextBoolean() ? 10 : 300);
      Map.Entry<Integer, Integer> before = sizes.lowerEntry(block + size);
      if (before != null && before.getKey() + before.getValue() > block) return;
      setSize(block, size);
      tree.insert().accept(block);
    }

    private void remove() {
      Integer block = sizes.ceilingKey(random.nextInt(UNITS));
      if (block == null) return;
      tree.remove().accept(block);
      sizes.remove(block);
    }

    /// Cuts a block at its start, or gives it back some of what was cut.
    private void resize() {
      Integer block = sizes.ceilingKey(random.nextInt(UNITS));
      if (block == null || sizes.get(block) < 8) return;
      int size = sizes.remove(block);
      int by = random.nextInt(3, size - 3);
      setSize(block + by, size - by);
      tree.cut().accept(block, block + by);
      if (random.nextBoolean()) return;
      sizes.remove(block + by);
      setSize(block, size);
      tree.extend().accept(block + by, block);
    }

    private void setSize(int block, int size) {
      tags.mark(block, size, BoundaryTags.FREE);
      sizes.put(block, size);
    }
  }
}
