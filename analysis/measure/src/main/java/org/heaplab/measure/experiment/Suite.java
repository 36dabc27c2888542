package org.heaplab.measure.experiment;

import java.time.Duration;
import java.util.List;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.options.Specification;

/// How thorough a run is.
///
/// @param budget how long all measuring together may take; what would take longer is left out
public record Suite(String name, Duration budget, ReplayOptions options) {
  /// Every figure within a few minutes on two cores.
  public static final Suite QUICK =
      new Suite(
          "quick",
          Duration.ofSeconds(275),
          ReplayOptions.DEFAULT
              .withRounds(5)
              .withWarmup(Duration.ofMillis(1500))
              .withPatience(Duration.ofSeconds(60)));

  /// As long as it takes.
  public static final Suite FULL =
      new Suite(
          "full",
          Duration.ofDays(365),
          ReplayOptions.DEFAULT.withRounds(10).withSpaceProcesses(10));

  public static final List<Suite> ALL = List.of(QUICK, FULL);

  /// @throws IllegalArgumentException when there is no such suite
  public static Suite of(String name) {
    return Specification.find("a suite", name, ALL, Suite::name);
  }
}
