package org.heaplab.allocators;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import org.heaplab.allocators.FuzzOperations.Op;
import org.heaplab.allocators.handle.Wear;
import org.junit.jupiter.api.Test;

/// The handle heap under a client that does everything at random, until it has made enough calls.
/// Each seed has options of its own. `-Dheaplab.fuzz.calls=N` makes N calls instead of a few,
/// `-Dheaplab.fuzz.seed=N` starts from another seed. A failure prints its seed and the shortest
/// list of operations that still fails; a client that does not end prints its seed.
final class HandleFuzzTest {
  private static final long CALLS = Long.getLong("heaplab.fuzz.calls", 200_000);
  private static final long FIRST_SEED = Long.getLong("heaplab.fuzz.seed", 0);

  /// Hundreds of times what any seed takes: a client that needs more does not end.
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /// Lists replayed in search of a shorter one; wearing a heap takes most of the time.
  private static final int MOST_TRIES = 2_000;

  private static final int MOST_TRIES_WORN = 100;

  private long calls;
  private long refusals;
  private long misuses;

  @Test
  void doesWhatTheClientExpects() {
    long seed = FIRST_SEED;
    while (calls < CALLS) check(FuzzProfile.of(seed++));
    System.out.printf(
        "handle fuzz: seeds %d to %d, %,d calls, %,d requests and %,d misuses refused%n",
        FIRST_SEED, seed - 1, calls, refusals, misuses);
    assertTrue(refusals > 0 && misuses > 0, "some requests and misuses must have been refused");
  }

  private void check(FuzzProfile profile) {
    List<Op> operations = FuzzOperations.generate(profile);
    Outcome first =
        assertTimeoutPreemptively(
            LONGEST, () -> run(profile, operations), () -> "comes to no end: " + profile);
    calls += first.calls();
    refusals += first.refusals();
    misuses += first.misuses();
    if (first.broken() == null) return;
    System.out.println("handle fuzz: " + profile + ": " + first.broken() + ", to be shortened");
    FuzzProfile fresh = profile.unworn();
    FuzzProfile simplest = run(fresh, operations).broken() == null ? profile : fresh;
    List<Op> shortest = shortest(simplest, operations);
    Throwable reason = run(simplest, shortest).broken();
    fail(
        "%s: %s%nshortest: %s%nthen: %s".formatted(simplest, first.broken(), shortest, reason),
        first.broken());
  }

  /// What comes after the failure goes first, then what else is not needed for one.
  private static List<Op> shortest(FuzzProfile profile, List<Op> operations) {
    int done = run(profile, operations).done();
    int mostTries = profile.wear() == Wear.NONE ? MOST_TRIES : MOST_TRIES_WORN;
    var tries = new int[1];
    return RandomOperations.shrink(
        operations.subList(0, done),
        list -> tries[0]++ < mostTries && run(profile, list).broken() != null);
  }

  /// @param done operations begun
  /// @param broken null when nothing was wrong
  private record Outcome(int done, long calls, long refusals, long misuses, Throwable broken) {}

  private static Outcome run(FuzzProfile profile, List<Op> operations) {
    try (var session = new FuzzSession(profile)) {
      Throwable broken = null;
      try {
        session.run(operations);
      } catch (RuntimeException | AssertionError e) {
        broken = e;
      }
      return new Outcome(
          session.done(), session.calls(), session.refusals(), session.misuses(), broken);
    }
  }
}
