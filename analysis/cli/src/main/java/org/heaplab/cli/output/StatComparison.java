package org.heaplab.cli.output;

import java.util.List;
import java.util.TreeMap;
import org.heaplab.measure.measurement.SizesMeasurement;
import org.heaplab.report.diagnosis.Change;
import org.heaplab.report.diagnosis.Finding;
import org.heaplab.report.diagnosis.TraceChanges;
import org.heaplab.report.diagnosis.TraceChanges.Demand;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.LiveCurve;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.TraceStatistics.SizeRange;

/// Two traces of one program for reading, before and after a change: their counts side by side,
/// their live bytes on one scale, and in words how much more is live and of which sizes.
public record StatComparison(Side before, Side after, List<Field<TraceStatistics>> counts) {
  /// What is known of a trace after it is closed.
  ///
  /// @param sizes its rows of [org.heaplab.results.table.Tables#SIZE]
  public record Side(TraceStatistics statistics, List<Row> sizes, List<LiveCurve.Point> curve) {
    public Side {
      sizes = List.copyOf(sizes);
      curve = List.copyOf(curve);
    }

    public static Side of(Trace trace, TraceStatistics statistics) {
      return new Side(
          statistics,
          new SizesMeasurement().measure(new Key("", trace.name(), ""), trace),
          LiveCurve.of(trace, StatSheet.CURVE_POINTS));
    }

    private Demand demand() {
      return new Demand(
          statistics.trace(),
          statistics.peakLiveBytes(),
          statistics.liveBlocksAtPeak(),
          statistics.endLiveBytes(),
          sizes);
    }
  }

  @Override
  public String toString() {
    return "%s\n%s\n%s\n%s".formatted(numbers(), requests(), curves(), findings());
  }

  private ConsoleTable table(String first) {
    return new ConsoleTable()
        .column(first, false)
        .column(before.statistics().trace(), true)
        .column(after.statistics().trace(), true)
        .column("change", false);
  }

  private ConsoleTable numbers() {
    ConsoleTable table = table("");
    for (Field<TraceStatistics> count : counts) {
      if (count.of(before.statistics()) instanceof Number one
          && count.of(after.statistics()) instanceof Number other) {
        row(table, count.header(), count.unit(), one.doubleValue(), other.doubleValue());
      }
    }
    return table;
  }

  private static void row(ConsoleTable table, String name, Unit unit, double one, double other) {
    table.row(List.of(name, unit.format(one), unit.format(other), Change.between(one, other)));
  }

  private ConsoleTable requests() {
    ConsoleTable table = table("requests up to");
    var sizes = new TreeMap<Long, double[]>();
    for (SizeRange range : before.statistics().requests()) {
      sizes.computeIfAbsent(range.atMost(), size -> new double[2])[0] = range.count();
    }
    for (SizeRange range : after.statistics().requests()) {
      sizes.computeIfAbsent(range.atMost(), size -> new double[2])[1] = range.count();
    }
    sizes.forEach(
        (size, count) -> row(table, Unit.BYTES.format(size), Unit.COUNT, count[0], count[1]));
    return table;
  }

  private String curves() {
    long most = Math.max(before.statistics().peakLiveBytes(), after.statistics().peakLiveBytes());
    var table = new ConsoleTable().column("", false).column("", false);
    for (Side side : List.of(before, after)) {
      table.row(List.of(side.statistics().trace(), StatSheet.levels(side.curve(), most)));
    }
    return "live bytes over time, up to %s\n%s".formatted(Unit.BYTES.format(most), table.body());
  }

  private String findings() {
    var text = new StringBuilder();
    for (Finding finding : TraceChanges.of(before.demand(), after.demand())) {
      text.append(Wrapped.text("", "%s %s".formatted(finding.question(), finding.verdict())));
      text.append(Wrapped.text("  ", finding.evidence()));
    }
    return text.toString();
  }
}
