package org.heaplab.allocators.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.heaplab.allocators.buddy.BinaryBuddy.PowersOfTwo;
import org.heaplab.allocators.buddy.FibonacciBuddy.FibonacciNumbers;
import org.heaplab.allocators.buddy.WeightedBuddy.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The series of sizes, and the way from a block to the one that it is a part of.
final class BuddySystemTest {
  private static final long MOST_UNITS = 2_000;

  static List<BuddySystem> systems() {
    return List.of(
        new PowersOfTwo(MOST_UNITS), new FibonacciNumbers(MOST_UNITS), new Weights(MOST_UNITS));
  }

  private static List<Long> firstSizes(BuddySystem system) {
    return List.of(system.size(0), system.size(1), system.size(2), system.size(3), system.size(4));
  }

  @Test
  void theSizesOfEachSystem() {
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L), firstSizes(new PowersOfTwo(MOST_UNITS)));
    assertEquals(List.of(1L, 2L, 3L, 5L, 8L), firstSizes(new FibonacciNumbers(MOST_UNITS)));
    assertEquals(List.of(1L, 2L, 3L, 4L, 6L), firstSizes(new Weights(MOST_UNITS)));
  }

  @Test
  void theSizesOfTheLargestHeapsHaveTags() {
    assertEquals(32, new PowersOfTwo(1L << 31).orders());
    assertEquals(62, new Weights(1L << 31).orders());
  }

  @Test
  void aSizeThatIsNotASumOfTwoIsRefused() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new BuddySystem(new long[] {1, 2, 5}));
    assertEquals("a size must be the sum of the one before and another: 5", refused.getMessage());
  }

  @ParameterizedTest
  @MethodSource("systems")
  void theOrderOfARequestIsTheSmallestThatIsLargeEnough(BuddySystem system) {
    int expected = 0;
    for (long units = 1; units <= system.size(system.orders() - 1); units++) {
      if (system.size(expected) < units) expected++;
      assertEquals(expected, system.orderFor(units));
    }
    assertEquals(-1, system.orderFor(MOST_UNITS + 1));
  }

  /// Of every block that splitting a root can give.
  @ParameterizedTest
  @MethodSource("systems")
  void aPartLeadsBackToItsBlock(BuddySystem system) {
    checkParts(system, 0, system.orders() - 1);
  }

  private static void checkParts(BuddySystem system, long whole, int order) {
    if (order == 0) return;
    checkPart(system, whole, order - 1, whole, order);
    checkPart(system, whole + system.size(order - 1), system.second(order), whole, order);
  }

  private static void checkPart(
      BuddySystem system, long block, int blockOrder, long start, int order) {
    assertEquals(start, system.parent(block, blockOrder, system.orders() - 1));
    assertEquals(order, system.parentOrder(block, blockOrder, start));
    checkParts(system, block, blockOrder);
  }

  /// Random ways down the largest trees, where starts have the most bits.
  @Test
  void aPartOfTheLargestTreesLeadsBackToItsBlock() {
    var random = new SplittableRandom(5);
    var largest =
        List.of(new PowersOfTwo(1L << 31), new FibonacciNumbers(1L << 30), new Weights(1L << 31));
    for (BuddySystem system : largest) {
      for (int way = 0; way < 100_000; way++) {
        long start = 0;
        for (int order = system.orders() - 1; order > 0; ) {
          boolean isFirst = random.nextBoolean();
          int part = isFirst ? order - 1 : system.second(order);
          long block = isFirst ? start : start + system.size(order - 1);
          assertEquals(start, system.parent(block, part, system.orders() - 1));
          assertEquals(order, system.parentOrder(block, part, start));
          start = block;
          order = part;
        }
      }
    }
  }
}
