package org.heaplab.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import org.heaplab.results.metric.Unit;
import org.heaplab.workloads.LiveCurve;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.TraceStatistics.SizeRange;

/// One trace for reading: where it is from, its counts, sizes and lifetimes, its live bytes over
/// time.
public record StatSheet(
    Trace trace, TraceStatistics statistics, List<Field<TraceStatistics>> counts) {
  private static final int BAR_CHARACTERS = 40;
  static final int CURVE_POINTS = 61;
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  @Override
  public String toString() {
    var facts = new ConsoleTable().column("", false).column("", false);
    for (Field<TraceStatistics> count : counts) {
      if (count.of(statistics) != null) fact(facts, count.header(), count.text(statistics));
    }
    fact(facts, "recorded from", origin(trace.provenance()));
    fact(facts, "phases", String.join(", ", trace.phases()));
    fact(facts, "median request", Unit.BYTES.format(statistics.medianRequestBytes()));
    fact(
        facts,
        "requests of at most " + TraceStatistics.SMALL_BYTES + " B",
        Unit.SHARE.format(statistics.smallRequests()));
    fact(facts, "median lifetime", operations(statistics.medianLifetime()));
    fact(facts, "nine of ten live at most", operations(statistics.p90Lifetime()));
    fact(facts, "live bytes over time", curve());
    return facts.body() + sizes();
  }

  private static void fact(ConsoleTable facts, String name, String value) {
    if (!value.isEmpty()) facts.row(List.of(name, value));
  }

  private static String operations(long count) {
    return Unit.COUNT.format(count) + " operations";
  }

  private static String origin(Provenance provenance) {
    return List.of(
            provenance.program() + " " + provenance.version(),
            provenance.command(),
            provenance.date(),
            provenance.machine(),
            provenance.recorder())
        .stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String curve() {
    return levels(LiveCurve.of(trace, CURVE_POINTS), statistics.peakLiveBytes());
  }

  /// Live bytes as a line of bars.
  ///
  /// @param most bytes that the highest bar stands for
  static String levels(List<LiveCurve.Point> curve, long most) {
    var line = new StringBuilder();
    for (LiveCurve.Point point : curve) {
      line.append(LEVELS.charAt((int) ((LEVELS.length() - 1) * point.bytes() / Math.max(1, most))));
    }
    return line.toString();
  }

  private String sizes() {
    var table =
        new ConsoleTable().column("request up to", true).column("count", true).column("", false);
    long most = statistics.requests().stream().mapToLong(SizeRange::count).max().orElse(1);
    for (SizeRange range : statistics.requests()) {
      String bar = "█".repeat((int) Math.ceil((double) BAR_CHARACTERS * range.count() / most));
      table.row(List.of(Unit.BYTES.format(range.atMost()), Unit.COUNT.format(range.count()), bar));
    }
    return table.toString();
  }
}
