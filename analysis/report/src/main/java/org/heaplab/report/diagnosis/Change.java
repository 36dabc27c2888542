package org.heaplab.report.diagnosis;

import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.metric.Unit;

/// How two values differ, in words.
public final class Change {
  /// A change of less than this share is none.
  static final double LITTLE = 0.01;

  private Change() {}

  /// As in `12.0 % less (11.1–13.0 %)`.
  static String of(Estimate ratio) {
    if (!ratio.exists()) return "an unknown amount";
    if (ratio.isTie()) return "as much";
    String words = of(ratio.value());
    if (!ratio.hasInterval()) return words;
    double near = Math.abs(1 - ratio.high());
    double far = Math.abs(1 - ratio.low());
    return "%s (%s)".formatted(words, Unit.SHARE.range(Math.min(near, far), Math.max(near, far)));
  }

  /// As in `12.0 % less (11.1–13.0 %) than that`.
  static String of(Estimate ratio, String other) {
    return of(ratio) + (ratio.isTie() ? " as " : " than ") + other;
  }

  /// As in `12.0 % less`.
  static String of(double ratio) {
    return Unit.SHARE.format(Math.abs(1 - ratio)) + (ratio < 1 ? " less" : " more");
  }

  /// From one value to another, as in `12.0 % less`; a little is nothing.
  public static String between(double one, double other) {
    if (Math.abs(other - one) <= LITTLE * one) return "as much";
    return one == 0 ? "none before" : of(other / one);
  }

  /// As in `12 KiB → 14 KiB`.
  static String fromTo(Unit unit, double one, double other) {
    return "%s → %s".formatted(unit.format(one), unit.format(other));
  }

  /// As in `1.31 times the time (1.25–1.40)`.
  static String ofTime(Estimate ratio) {
    if (!ratio.exists()) return "a time that was not measured";
    if (ratio.isTie()) return "the same time";
    String words = "%.2f times the time".formatted(ratio.value());
    return ratio.hasInterval()
        ? "%s (%.2f–%.2f)".formatted(words, ratio.low(), ratio.high())
        : words;
  }
}
