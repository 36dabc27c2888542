package org.heaplab.report.bars;

import org.heaplab.results.manifest.Bar;

/// How a measured figure compares with its bar and its aim, both of which are upper limits.
public enum Outcome {
  AIM_MET("aim met"),
  BAR_MET("met"),
  MISSED("MISSED"),

  /// Of a figure that has only an aim.
  AIM_MISSED("aim missed"),

  NOT_MEASURED("not measured");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /// @param measured NaN where nothing was
  static Outcome of(double measured, Bar limits) {
    if (Double.isNaN(measured)) return NOT_MEASURED;
    boolean aimMet = limits.aim() != null && measured <= limits.aim();
    if (limits.bar() == null) return aimMet ? AIM_MET : AIM_MISSED;
    if (!(measured <= limits.bar())) return MISSED;
    return aimMet ? AIM_MET : BAR_MET;
  }

  /// Whether what has not been measured could change nothing.
  boolean isFinal() {
    return this == MISSED || this == AIM_MISSED;
  }

  public String text() {
    return text;
  }
}
