package org.heaplab.report.bars;

/// How a measured figure stands to its bar and its aim, both of which are upper limits.
public enum Outcome {
  AIM_MET("aim met"),
  BAR_MET("met"),
  MISSED("MISSED"),
  NOT_MEASURED("not measured");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /// @param measured NaN where nothing was
  static Outcome of(double measured, double bar, double aim) {
    return of(measured, bar, measured, aim);
  }

  /// For a figure whose bar and aim are limits of different things.
  static Outcome of(double forBar, double bar, double forAim, double aim) {
    if (Double.isNaN(forBar)) return NOT_MEASURED;
    if (!(forBar <= bar)) return MISSED;
    return forAim <= aim ? AIM_MET : BAR_MET;
  }

  public String text() {
    return text;
  }
}
