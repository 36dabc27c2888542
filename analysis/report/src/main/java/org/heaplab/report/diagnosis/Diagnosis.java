package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.diagnosis.Bands.Moment;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.statistics.Causes;
import org.heaplab.report.statistics.EndOfTrace;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What is wrong with a program's memory: is it fragmentation, what blocks cost, or live data;
/// when; of which sizes; from which place in the program. [Remedies] has what would help.
public final class Diagnosis {
  /// A footprint of which less than this goes beyond live bytes is as good as can be had.
  private static final double LITTLE_WASTE = 0.1;

  /// A footprint is kept after the peak if it is so many times further above live bytes at the end.
  private static final double KEPT = 2;

  private final MeasuredTrace trace;
  private final ComparedAllocator subject;
  private final Cell cell;

  private Diagnosis(MeasuredTrace trace, ComparedAllocator subject, Cell cell) {
    this.trace = trace;
    this.subject = subject;
    this.cell = cell;
  }

  /// Of a program that runs on the native allocator that the experiment is about; none where it is
  /// about another one.
  public static List<Finding> of(MeasuredTrace trace) {
    return program(trace)
        .map(cell -> new Diagnosis(trace, trace.experiment().subject().orElseThrow(), cell))
        .map(Diagnosis::findings)
        .orElse(List.of());
  }

  /// What was measured of the program on the allocator that it runs on; empty where the experiment
  /// is about no native one.
  static Optional<Cell> program(MeasuredTrace trace) {
    return trace
        .experiment()
        .subject()
        .filter(ComparedAllocator::isNative)
        .flatMap(trace.trace()::cell)
        .filter(Basis.SPACE::compares);
  }

  private List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(kind());
    findings.add(time());
    sizes().ifPresent(findings::add);
    Places.finding(trace).ifPresent(findings::add);
    findings.addAll(new Remedies(trace, subject).findings());
    return findings;
  }

  private double waste() {
    return 1 - 1 / Metrics.PEAK_RATIO.of(cell);
  }

  private Finding kind() {
    String held =
        "At most %s are live, and %s holds %s at most: %s of that are not live."
            .formatted(
                Metrics.PEAK_LIVE_BYTES.format(cell),
                subject.name(),
                Metrics.PEAK_FOOTPRINT_BYTES.format(cell),
                Unit.SHARE.format(waste()));
    Map<Cause, Double> shares = Causes.AT_PEAK.of(trace.trace(), subject);
    String details = shares.isEmpty() ? "" : " " + details(shares);
    return new Finding("What is it, at the peak?", verdict(shares), held + details);
  }

  private String verdict(Map<Cause, Double> shares) {
    if (waste() < LITTLE_WASTE) return "live data";
    if (shares.isEmpty()) return "memory that is not live, of a kind that was not measured";
    double blocks = sum(shares, Cause.PADDING, Cause.HEADERS, Cause.ENTRIES, Cause.UNUSED_ENTRIES);
    double untouched = sum(shares, Cause.UNTOUCHED);
    double free = Causes.overhead(shares) - blocks - untouched;
    if (free >= blocks && free >= untouched) return "fragmentation";
    return blocks >= untouched ? "padding and headers" : "live data that is never touched";
  }

  private static double sum(Map<Cause, Double> shares, Cause... causes) {
    double sum = 0;
    for (Cause cause : causes) sum += shares.getOrDefault(cause, 0.0);
    return sum;
  }

  /// The causes from the largest on.
  private static String details(Map<Cause, Double> shares) {
    List<String> parts =
        Causes.shown(List.of(shares)).stream()
            .sorted(Comparator.comparingDouble((Cause cause) -> -shares.getOrDefault(cause, 0.0)))
            .map(
                cause ->
                    "%s %s"
                        .formatted(
                            cause.title(), Unit.SHARE.format(shares.getOrDefault(cause, 0.0))))
            .toList();
    return "Beyond live bytes, in percent of these: %s.".formatted(String.join(", ", parts));
  }

  private Finding time() {
    double peak = Metrics.PEAK_RATIO.of(cell);
    double end = Metrics.END_RATIO.of(cell);
    double live = cell.number(Tables.SPACE, "end_live_bytes");
    boolean ends = EndOfTrace.tells(cell);
    String verdict = ends && end - 1 > KEPT * (peak - 1) ? "after the peak" : "at the peak";
    if (!ends) verdict = "at the peak; little is live at the end";
    var evidence =
        new StringBuilder(
            "The most that it holds is %s times the most that is live; on average it is %s times."
                .formatted(Metrics.PEAK_RATIO.format(cell), Metrics.MEAN_RATIO.format(cell)));
    if (ends) {
      evidence.append(
          " At the end %s are live and %s held, %s times as much."
              .formatted(
                  Unit.BYTES.format(live),
                  Unit.BYTES.format(cell.number(Tables.SPACE, "end_footprint_bytes")),
                  Metrics.END_RATIO.format(cell)));
    }
    worst().ifPresent(evidence::append);
    return new Finding("When is it worst?", verdict, evidence.toString());
  }

  /// The moment at which most is held that is not live.
  private Optional<String> worst() {
    double ops = Metrics.OPS.of(cell);
    return cell.series(Tables.CURVE).rows().stream()
        .max(Comparator.comparingDouble(Diagnosis::gap))
        .map(
            row ->
                " Most is wasted after operation %s, at %s of the run: %s held for %s live."
                    .formatted(
                        Unit.COUNT.format(row.number("op")),
                        Unit.SHARE.format(row.number("op") / ops),
                        Unit.BYTES.format(row.number("footprint_bytes")),
                        Unit.BYTES.format(row.number("live_bytes"))));
  }

  private static double gap(Row row) {
    return row.number("footprint_bytes") - row.number("live_bytes");
  }

  private Optional<Finding> sizes() {
    Bands bands = Bands.of(cell);
    return bands
        .most(Moment.PEAK)
        .map(
            most ->
                new Finding(
                    "Of which sizes are the blocks?",
                    Bands.name(most),
                    "At the peak, " + written(most, bands, Moment.PEAK) + atEnd(bands)));
  }

  private static String atEnd(Bands bands) {
    return bands
        .most(Moment.END)
        .map(most -> " At the end, " + written(most, bands, Moment.END))
        .orElse("");
  }

  private static String written(Row band, Bands bands, Moment moment) {
    double blocks = Bands.blocks(band, moment);
    return "%s of the live bytes are %s %s of %s."
        .formatted(
            Unit.SHARE.format(Bands.bytes(band, moment) / bands.bytes(moment)),
            Unit.COUNT.format(blocks),
            blocks == 1 ? "block" : "blocks",
            Bands.name(band));
  }
}
