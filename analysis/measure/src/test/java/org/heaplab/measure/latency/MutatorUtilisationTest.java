package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutatorUtilisationTest {
  private static final double EXACT = 1e-12;

  private static double least(long window, long... spans) {
    return MutatorUtilisation.of(spans).least(window).orElseThrow();
  }

  @Test
  void aWindowAsLongAsThePauseLeavesNothingAndOneTenTimesAsLongNineTenths() {
    long[] spans = {9_000_000, 1_000_000, 15_000_000};
    assertEquals(0, least(10_000, spans), EXACT);
    assertEquals(0, least(1_000_000, spans), EXACT);
    assertEquals(0.5, least(2_000_000, spans), EXACT);
    assertEquals(0.9, least(10_000_000, spans), EXACT);
  }

  @Test
  void pausesThatAreCloseCountTogether() {
    long[] spans = {10, 1, 1, 1, 100, 1, 10};
    assertEquals(0.5, least(2, spans), EXACT);
    assertEquals(1.0 / 3, least(3, spans), EXACT);
    assertEquals(0.8, least(10, spans), EXACT);
    assertEquals(1 - 3.0 / 124, least(124, spans), EXACT);
  }

  @Test
  void aWindowDoesNotReachBeyondTheEndsOfTheRun() {
    assertEquals(0.5, least(2, 0, 1, 9), EXACT, "a pause at the start");
    assertEquals(0.5, least(2, 9, 1, 0), EXACT, "a pause at the end");
    assertEquals(0.9, least(10, 4, 1, 5), EXACT, "the whole run");
    assertEquals(OptionalDouble.empty(), MutatorUtilisation.of(4, 1, 5).least(11));
  }

  @Test
  void withoutPausesTheClientHasAll() {
    assertEquals(1, least(10, 50), EXACT);
    assertTrue(MutatorUtilisation.of().least(1).isEmpty());
  }

  @Test
  void noOtherWindowIsWorse() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      long[] spans = new long[2 * random.nextInt(8) + 1];
      for (int i = 0; i < spans.length; i++) spans[i] = random.nextInt(6);
      int window = 1 + random.nextInt(20);
      OptionalDouble expected = slowly(window, spans);
      OptionalDouble least = MutatorUtilisation.of(spans).least(window);
      String message = "seed " + seed;
      assertEquals(expected.isPresent(), least.isPresent(), message);
      assertEquals(expected.orElse(0), least.orElse(0), EXACT, message);
    }
  }

  /// Looks at every window. All lengths are whole, and so is the start of one of the worst.
  private static OptionalDouble slowly(int window, long[] spans) {
    var moments = new StringBuilder();
    for (int i = 0; i < spans.length; i++) {
      moments.append((i % 2 == 0 ? "." : "#").repeat((int) spans[i]));
    }
    OptionalDouble least = OptionalDouble.empty();
    for (int start = 0; start + window <= moments.length(); start++) {
      long client =
          moments.substring(start, start + window).chars().filter(moment -> moment == '.').count();
      least = OptionalDouble.of(Math.min(least.orElse(1), (double) client / window));
    }
    return least;
  }
}
