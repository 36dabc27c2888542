package org.heaplab.report.diagnosis;

import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.metric.Unit;

/// A ratio in words.
final class Change {
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

  /// As in `12.0 % less`.
  static String of(double ratio) {
    return Unit.SHARE.format(Math.abs(1 - ratio)) + (ratio < 1 ? " less" : " more");
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
