package org.heaplab.measure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How thorough a run is.
public enum Suite {
  /// Every figure within a few minutes on two cores.
  QUICK(
      Duration.ofSeconds(200),
      ReplayOptions.DEFAULT
          .withWarmup(Duration.ofMillis(300))
          .withPatience(Duration.ofSeconds(60))),

  /// As long as it takes.
  FULL(Duration.ofDays(365), ReplayOptions.DEFAULT.withRounds(11));

  private final Duration budget;
  private final ReplayOptions options;

  Suite(Duration budget, ReplayOptions options) {
    this.budget = budget;
    this.options = options;
  }

  /// How long all measuring together may take; what does not fit is left out.
  Duration budget() {
    return budget;
  }

  ReplayOptions options() {
    return options;
  }

  /// @throws IllegalArgumentException when there is no such suite
  public static Suite of(String name) {
    return Arrays.stream(values())
        .filter(suite -> suite.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a suite must be one of "
                        + Arrays.stream(values()).map(Suite::toString).collect(Collectors.joining(", "))
                        + ": "
                        + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
