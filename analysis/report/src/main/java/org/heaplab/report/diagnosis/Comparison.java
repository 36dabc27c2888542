package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Tables;

/// Two traces of one program, before and after a change: what got worse, by how much, and where.
public final class Comparison {
  private final Cell before;
  private final Cell after;
  private final String names;

  private Comparison(Cell before, Cell after) {
    this.before = before;
    this.after = after;
    this.names = "from %s to %s".formatted(before.trace(), after.trace());
  }

  /// On the native allocator that the experiment is about; none where it is about another one.
  public static List<Finding> of(MeasuredTrace before, MeasuredTrace after) {
    Optional<Cell> one = Diagnosis.program(before);
    Optional<Cell> other = Diagnosis.program(after);
    if (one.isEmpty() || other.isEmpty()) return List.of();
    return new Comparison(one.get(), other.get()).findings();
  }

  private List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(held());
    findings.add(kind());
    findings.addAll(
        TraceChanges.sizes(Metrics.PEAK_LIVE_BYTES.of(before), Bands.of(before), Bands.of(after)));
    return findings;
  }

  private Finding held() {
    double one = Metrics.PEAK_FOOTPRINT_BYTES.of(before);
    double other = Metrics.PEAK_FOOTPRINT_BYTES.of(after);
    String evidence =
        "At most %s are held with %s, mean ratio %s."
            .formatted(change(one, other), after.allocator(), ratios());
    String end =
        " At the end, %s are held."
            .formatted(
                change(
                    number(before, "end_footprint_bytes"), number(after, "end_footprint_bytes")));
    return new Finding(
        "How much more is held, %s?".formatted(names), Change.between(one, other), evidence + end);
  }

  private String ratios() {
    return "%s → %s".formatted(Metrics.MEAN_RATIO.format(before), Metrics.MEAN_RATIO.format(after));
  }

  private static double number(Cell cell, String column) {
    return cell.number(Tables.SPACE, column);
  }

  private static String change(double one, double other) {
    return Change.fromTo(Unit.BYTES, one, other);
  }

  /// Whether what changed is live data or what is held beside it.
  private Finding kind() {
    double live = Metrics.PEAK_LIVE_BYTES.of(after) - Metrics.PEAK_LIVE_BYTES.of(before);
    double held = Metrics.PEAK_FOOTPRINT_BYTES.of(after) - Metrics.PEAK_FOOTPRINT_BYTES.of(before);
    double beside = held - live;
    boolean little =
        Math.max(Math.abs(live), Math.abs(beside))
            <= Change.LITTLE * Metrics.PEAK_LIVE_BYTES.of(before);
    String verdict =
        little ? "neither" : Math.abs(live) >= Math.abs(beside) ? "live data" : "what is not live";
    return new Finding(
        "Is it live data, or what is held beside it?",
        verdict,
        "At most %s are live. Of the change of what is held, %s is live data and %s is not."
            .formatted(
                change(Metrics.PEAK_LIVE_BYTES.of(before), Metrics.PEAK_LIVE_BYTES.of(after)),
                signed(live),
                signed(beside)));
  }

  private static String signed(double bytes) {
    return (bytes < 0 ? "−" : "+") + Unit.BYTES.format(Math.abs(bytes));
  }
}
