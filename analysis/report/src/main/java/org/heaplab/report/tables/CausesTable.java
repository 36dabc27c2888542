package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Causes;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Cause;

/// What is held beyond live bytes: the subject trace by trace, and the mean of each allocator over
/// each group of traces.
final class CausesTable {
  private CausesTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    var tables = new ArrayList<TextTable>();
    for (Causes when : Causes.values()) {
      results.subject().ifPresent(subject -> addTraces(results, subject, when, tables));
    }
    for (TraceGroup group : TraceGroup.compared(results)) {
      var rows = new LinkedHashMap<Entry, Map<Cause, Double>>();
      for (ComparedAllocator one : results.allocators()) {
        rows.put(Entry.code(one.name()), Causes.ON_AVERAGE.mean(group.traces(), one));
      }
      add(
          "What each allocator holds beyond live bytes, in percent of them, on average over each trace: the mean of %s."
              .formatted(group.words()),
          "allocator",
          rows,
          tables);
    }
    return tables;
  }

  private static void addTraces(
      ExperimentResults results, ComparedAllocator subject, Causes when, List<TextTable> tables) {
    var rows = new LinkedHashMap<Entry, Map<Cause, Double>>();
    for (TraceResults trace : results.traces()) {
      rows.put(Entry.words(trace.trace()), when.of(trace, subject));
    }
    add(
        "What %s holds beyond live bytes, in percent of them, %s."
            .formatted(subject.name(), when.words()),
        "trace",
        rows,
        tables);
  }

  private static void add(
      String caption, String first, Map<Entry, Map<Cause, Double>> all, List<TextTable> tables) {
    var rows = new LinkedHashMap<>(all);
    rows.values().removeIf(Map::isEmpty);
    if (rows.isEmpty()) return;
    List<Cause> causes = Causes.shown(rows.values());
    var table = new TextTable.Builder(caption).columns(first);
    for (Cause cause : causes) table.columns(cause.title());
    table.columns("all");
    rows.forEach(
        (name, shares) -> {
          var row = new ArrayList<Entry>();
          row.add(name);
          for (Cause cause : causes) row.add(share(shares.get(cause)));
          row.add(share(Causes.overhead(shares)));
          table.row(row);
        });
    tables.add(table.build());
  }

  private static Entry share(Double share) {
    return share == null ? Entry.NONE : Entry.number(Unit.SHARE.format(share), share);
  }
}
