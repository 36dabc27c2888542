package org.heaplab.measure.experiment;

import java.time.Duration;
import java.util.List;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.options.Specification;

/// How thorough a run is.
///
/// @param budget how long all measuring together may take; what would take longer is left out
/// @param mostOperations traces that have more are left out, unless only the experiment has them
public record Suite(String name, Duration budget, long mostOperations, ReplayOptions options) {
  /// Every figure within a few minutes on two cores: not every trace, no spread of native
  /// footprints, and few processes for a time, so that there is time for more traces.
  public static final Suite QUICK =
      new Suite(
          "quick",
          Duration.ofSeconds(275),
          2_700_000,
          ReplayOptions.DEFAULT
              .withRounds(3)
              .withSpaceProcesses(1)
              .withWarmup(Duration.ofMillis(1500))
              .withPatience(Duration.ofSeconds(60)));

  /// As long as it takes, with as many processes as a bar needs.
  public static final Suite FULL =
      new Suite(
          "full",
          Duration.ofDays(365),
          Long.MAX_VALUE,
          ReplayOptions.DEFAULT.withRounds(10).withSpaceProcesses(10));

  private static final int SLICE_ROUNDS = 1;
  private static final int SLICE_WARMUP_MILLIS = 200;

  public static final List<Suite> ALL = List.of(QUICK, FULL);

  /// Whether it is the one that measures everything.
  boolean isFull() {
    return name.equals(FULL.name());
  }

  /// The same in another time.
  public Suite within(Duration time) {
    return new Suite(name, time, mostOperations, options);
  }

  /// The same without leaving out a trace for its length.
  public Suite onAnyTrace() {
    return new Suite(name, budget, Long.MAX_VALUE, options);
  }

  /// The same with at least so many processes for the space of a native allocator.
  public Suite inSpaceProcesses(int fewest) {
    int processes = Math.max(fewest, options.spaceProcesses());
    return new Suite(name, budget, mostOperations, options.withSpaceProcesses(processes));
  }

  /// The same with one round and a short warm-up: for a [Slice], whose times are a first look.
  public Suite forSlice() {
    ReplayOptions shorter =
        options.withRounds(SLICE_ROUNDS).withWarmup(Duration.ofMillis(SLICE_WARMUP_MILLIS));
    return new Suite(name, budget, mostOperations, shorter);
  }

  /// @throws IllegalArgumentException when there is no such suite
  public static Suite of(String name) {
    return Specification.find("a suite", name, ALL, Suite::name);
  }
}
