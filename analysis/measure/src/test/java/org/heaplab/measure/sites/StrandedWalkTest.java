package org.heaplab.measure.sites;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.ScriptedHeap;
import org.junit.jupiter.api.Test;

/// What is stranded in heaps whose walk is written by hand. A block's handle is its call site.
class StrandedWalkTest {
  private static final int PAGE = 4096;
  private static final long BASE = 1L << 40;

  private static double[] walk(Consumer<HeapVisitor> spans) {
    try (var heap =
        new ScriptedHeap(0) {
          @Override
          public void walk(HeapVisitor visitor) {
            spans.accept(visitor);
          }
        }) {
      return StrandedWalk.of(heap, handle -> (int) handle, 4);
    }
  }

  private static void assertStranded(Consumer<HeapVisitor> spans, double... expected) {
    assertArrayEquals(expected, walk(spans), 1e-9);
  }

  @Test
  void theBlocksOfAPageShareItsFreeBytesEqually() {
    for (int held : new int[] {PAGE, 0}) {
      assertStranded(
          visitor -> {
            visitor.area("blocks", BASE, 3 * PAGE);
            visitor.used(1, BASE, 500, 0);
            visitor.used(2, BASE + 500, 596, 0);
            visitor.free(BASE + 1096, 4000 + PAGE, 4000 + held);
            visitor.used(3, BASE + 2 * PAGE + 1000, PAGE - 1000, 0);
          },
          0,
          1500,
          1500,
          1000);
    }
  }

  @Test
  void aBlockOnTwoPagesStrandsTheFreeBytesOfBoth() {
    assertStranded(
        visitor -> {
          visitor.area("blocks", BASE, 2 * PAGE);
          visitor.free(BASE, 100, 100);
          visitor.used(1, BASE + 100, PAGE, 0);
          visitor.free(BASE + 100 + PAGE, 50, 50);
          visitor.used(2, BASE + 150 + PAGE, PAGE - 150, 0);
        },
        0,
        125,
        25,
        0);
  }

  @Test
  void freeBytesFromTheStartOfAPageBelongToTheBlockAfterThem() {
    assertStranded(
        visitor -> {
          visitor.area("blocks", BASE, 4 * PAGE);
          visitor.used(1, BASE, PAGE, 0);
          visitor.free(BASE + PAGE, 2 * PAGE + 1000, 1000);
          visitor.used(2, BASE + 3 * PAGE + 1000, PAGE - 1000, 0);
        },
        0,
        0,
        1000,
        0);
  }

  @Test
  void pagesWithoutABlockAreNobodys() {
    assertStranded(
        visitor -> {
          visitor.area("blocks", BASE, 2 * PAGE);
          visitor.metadata(BASE, 100, 100);
          visitor.free(BASE + 100, 2 * PAGE - 100, 2 * PAGE - 100);
          visitor.area("others", BASE + 2 * PAGE, PAGE);
          visitor.used(1, BASE + 2 * PAGE, PAGE, 0);
        },
        0,
        0,
        0,
        0);
  }

  /// Every byte of a page that a block is on is charged, and no other: by a slow count, byte by
  /// byte.
  @Test
  void allFreeBytesOfPartlyUsedPagesAreCharged() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int heap = 0; heap < 200; heap++) {
      int pages = 1 + random.nextInt(6);
      var lengths = new int[1 + random.nextInt(12)];
      var kinds = new int[lengths.length];
      int left = pages * PAGE;
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = i + 1 == lengths.length ? left : random.nextInt(left + 1);
        kinds[i] = random.nextInt(3);
        left -= lengths[i];
      }
      double charged = Arrays.stream(walk(visitor -> show(visitor, pages, lengths, kinds))).sum();
      assertEquals((double) slowly(pages, lengths, kinds), charged, 1e-6);
    }
  }

  private static void show(HeapVisitor visitor, int pages, int[] lengths, int[] kinds) {
    visitor.area("blocks", BASE, (long) pages * PAGE);
    long at = BASE;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == 0) continue;
      if (kinds[i] == 0) visitor.used(1, at, lengths[i], 0);
      else if (kinds[i] == 1) visitor.free(at, lengths[i], lengths[i]);
      else visitor.metadata(at, lengths[i], lengths[i]);
      at += lengths[i];
    }
  }

  private static long slowly(int pages, int[] lengths, int[] kinds) {
    var free = new int[pages];
    var used = new boolean[pages];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int end = at + lengths[i]; at < end; at++) {
        if (kinds[i] == 0) used[at / PAGE] = true;
        if (kinds[i] == 1) free[at / PAGE]++;
      }
    }
    long sum = 0;
    for (int page = 0; page < pages; page++) if (used[page]) sum += free[page];
    return sum;
  }
}
