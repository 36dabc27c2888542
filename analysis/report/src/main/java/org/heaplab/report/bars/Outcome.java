package org.heaplab.report.bars;

import java.util.List;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.manifest.Bar;

/// How a measured figure compares with its bar and its aim, both of which are upper limits. What an
/// interval lies on both sides of is neither met nor missed.
public enum Outcome {
  AIM_MET("aim met"),
  BAR_MET("met"),
  MISSED("MISSED"),

  /// Of a figure that has only an aim.
  AIM_MISSED("aim missed"),

  /// An interval contains the limit.
  CANNOT_TELL("cannot tell"),

  NOT_MEASURED("not measured");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  static Outcome of(Estimate measured, Bar limits) {
    return measured.exists() ? of(List.of(measured), limits) : NOT_MEASURED;
  }

  /// Of a figure that every one of several values has to reach: one that is above for certain is
  /// enough to miss it.
  ///
  /// @param measured at least one, all of which exist
  static Outcome of(List<Estimate> measured, Bar limits) {
    Double limit = limits.bar() == null ? limits.aim() : limits.bar();
    if (measured.stream().anyMatch(one -> one.isAbove(limit))) {
      return limits.bar() == null ? AIM_MISSED : MISSED;
    }
    if (!areMet(measured, limit)) return CANNOT_TELL;
    return limits.aim() != null && areMet(measured, limits.aim()) ? AIM_MET : BAR_MET;
  }

  private static boolean areMet(List<Estimate> measured, double limit) {
    return measured.stream().allMatch(one -> one.isAtMost(limit));
  }

  /// Whether what has not been measured could change nothing.
  boolean isFinal() {
    return this == MISSED || this == AIM_MISSED;
  }

  public boolean isMet() {
    return this == AIM_MET || this == BAR_MET;
  }

  public String text() {
    return text;
  }
}
