package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.heaplab.report.diagnosis.Bands.Moment;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Two traces of one program, before and after a change: what got worse, by how much, and where.
public final class Comparison {
  /// Sizes that changed most are named, this many at most.
  private static final int MOST_SIZES = 3;

  /// A change of less than this share is none.
  private static final double LITTLE = 0.01;

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
    sizes().ifPresent(findings::add);
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
        "How much more is held, %s?".formatted(names), verdict(one, other), evidence + end);
  }

  private String ratios() {
    return "%s → %s".formatted(Metrics.MEAN_RATIO.format(before), Metrics.MEAN_RATIO.format(after));
  }

  private static double number(Cell cell, String column) {
    return cell.number(Tables.SPACE, column);
  }

  private static String change(double one, double other) {
    return "%s → %s".formatted(Unit.BYTES.format(one), Unit.BYTES.format(other));
  }

  private static String verdict(double one, double other) {
    if (Math.abs(other - one) <= LITTLE * one) return "as much";
    return Change.of(other / one);
  }

  /// Whether what changed is live data or what is held beside it.
  private Finding kind() {
    double live = Metrics.PEAK_LIVE_BYTES.of(after) - Metrics.PEAK_LIVE_BYTES.of(before);
    double held = Metrics.PEAK_FOOTPRINT_BYTES.of(after) - Metrics.PEAK_FOOTPRINT_BYTES.of(before);
    double beside = held - live;
    boolean little =
        Math.max(Math.abs(live), Math.abs(beside)) <= LITTLE * Metrics.PEAK_LIVE_BYTES.of(before);
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

  /// A band in both traces.
  private record Changed(
      String name, double bytes, double moreBytes, double blocks, double moreBlocks) {
    double change() {
      return moreBytes - bytes;
    }
  }

  private Optional<Finding> sizes() {
    List<Changed> changed =
        changed().stream()
            .filter(one -> Math.abs(one.change()) > LITTLE * Metrics.PEAK_LIVE_BYTES.of(before))
            .sorted(Comparator.comparingDouble((Changed one) -> -Math.abs(one.change())))
            .limit(MOST_SIZES)
            .toList();
    if (changed.isEmpty()) return Optional.empty();
    List<String> evidence =
        changed.stream()
            .map(
                one ->
                    "%s: %s in %s → %s blocks"
                        .formatted(
                            one.name(),
                            change(one.bytes(), one.moreBytes()),
                            Unit.COUNT.format(one.blocks()),
                            Unit.COUNT.format(one.moreBlocks())))
            .toList();
    return Optional.of(
        new Finding(
            "Of which sizes are there more, at the peak?",
            changed.getFirst().name(),
            String.join("; ", evidence) + "."));
  }

  private List<Changed> changed() {
    Bands one = Bands.of(before);
    Bands other = Bands.of(after);
    var sizes = new TreeSet<Double>();
    one.rows().forEach(band -> sizes.add(band.number("up_to")));
    other.rows().forEach(band -> sizes.add(band.number("up_to")));
    return sizes.stream().map(size -> changed(one.upTo(size), other.upTo(size))).toList();
  }

  private static Changed changed(Optional<Row> one, Optional<Row> other) {
    return new Changed(
        Bands.name(one.or(() -> other).orElseThrow()),
        one.map(band -> Bands.bytes(band, Moment.PEAK)).orElse(0.0),
        other.map(band -> Bands.bytes(band, Moment.PEAK)).orElse(0.0),
        one.map(band -> Bands.blocks(band, Moment.PEAK)).orElse(0.0),
        other.map(band -> Bands.blocks(band, Moment.PEAK)).orElse(0.0));
  }
}
