package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.latency.OperationTimes;
import org.heaplab.report.latency.Utilisation;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;

/// How long single operations take: a table for each kind, with a row for each allocator and a
/// column for each percentile; then what compaction leaves to the client.
final class OperationsTable {
  /// Windows that have a column: a power of ten, as the first is.
  private static final double STEP = 10;

  private OperationsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    var tables = new ArrayList<TextTable>();
    String over = TraceGroup.words(OperationTimes.traces(results));
    for (OperationKind kind : OperationKind.values()) {
      List<OperationTimes> times = OperationTimes.of(results, kind);
      if (!times.isEmpty()) tables.add(of(kind, times, over));
    }
    List<Utilisation> lines = Utilisation.of(results);
    if (!lines.isEmpty()) tables.add(of(lines));
    return tables;
  }

  private static TextTable of(OperationKind kind, List<OperationTimes> times, String over) {
    var table =
        new TextTable.Builder(
                "%s: %s. Geometric means over %s, as far as they have enough operations of the kind; the longest is on any of them. Intervals are over processes. What reading the clock costs is in every time."
                    .formatted(capital(kind.title()), kind.meaning(), over))
            .columns("allocator");
    for (Percentile one : Percentile.values()) table.columns(one.title());
    table.columns("longest", "the clock");
    for (OperationTimes line : times) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(line.allocator().name()));
      for (Percentile one : Percentile.values()) row.add(nanos(line.percentiles().get(one)));
      row.add(nanos(line.longest()));
      row.add(nanos(line.clock()));
      table.row(row);
    }
    return table.build();
  }

  private static String capital(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }

  private static Entry nanos(Estimate value) {
    return value == null ? Entry.NONE : Entry.value(value, Unit.NANOS);
  }

  private static TextTable of(List<Utilisation> lines) {
    var table =
        new TextTable.Builder(
                "Minimum mutator utilisation: of all windows of a length, the least share in which the client ran and the heap did not compact, on the trace where it is least. Intervals are over processes.")
            .columns("allocator");
    Set<Double> windows = decades(lines);
    for (double window : windows) table.columns(TickText.of(window, Unit.NANOS));
    for (Utilisation line : lines) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(line.allocator().name()));
      for (double window : windows) {
        Estimate least = line.least().get(window);
        row.add(least == null ? Entry.NONE : Entry.value(least, Unit.SHARE));
      }
      table.row(row);
    }
    return table.build();
  }

  /// Every tenfold window, beginning with the shortest.
  private static Set<Double> decades(List<Utilisation> lines) {
    List<Double> all =
        lines.stream().flatMap(line -> line.least().keySet().stream()).sorted().toList();
    var decades = new LinkedHashSet<Double>();
    double next = all.getFirst();
    for (double window : all) {
      if (window < next) continue;
      decades.add(window);
      next = window * STEP;
    }
    return decades;
  }
}
