package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.bars.SubjectOnTrace;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.report.tables.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// A row for each trace: for each bar against the best rival, the subject's value, the rival's, and
/// the one over the other.
final class RivalsTable {
  private record Column(Bar bar, Metric metric) {}

  private RivalsTable() {}

  static Optional<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    var columns = new ArrayList<Column>();
    for (Bar bar : results.experiment().bars()) {
      if (!bar.against().equals(Bar.BEST_RIVAL)) continue;
      catalogue.metric(bar.metric()).ifPresent(metric -> columns.add(new Column(bar, metric)));
    }
    if (columns.isEmpty()) return Optional.empty();
    String caption =
        "%s against the best of %s on each trace."
            .formatted(
                results.experiment().subject(), String.join(", ", results.experiment().rivals()));
    var table = new TextTable.Builder(caption).columns("trace");
    for (Column column : columns) {
      table.columns(column.metric().title(), "best rival", "to it", "outcome");
    }
    for (TraceResults trace : results.candidates()) {
      table.row(row(new SubjectOnTrace(results, trace), columns));
    }
    return Optional.of(table.build());
  }

  private static List<Entry> row(SubjectOnTrace trace, List<Column> columns) {
    var row = new ArrayList<Entry>();
    row.add(Entry.words(trace.trace().trace()));
    for (Column column : columns) {
      Metric metric = column.metric();
      Optional<SubjectOnTrace.Rival> best = trace.best(metric);
      row.add(number(trace.value(metric), metric.unit()));
      row.add(best.map(one -> rival(one, metric.unit())).orElse(Entry.words(Unit.MISSING)));
      row.add(number(trace.value(column.bar(), metric), Unit.RATIO));
      row.add(BarsTable.outcome(trace.outcome(column.bar(), metric)));
    }
    return row;
  }

  private static Entry number(double value, Unit unit) {
    return Entry.number(unit.format(value), value);
  }

  private static Entry rival(SubjectOnTrace.Rival rival, Unit unit) {
    String text = unit.format(rival.value()) + " " + rival.allocator().name();
    return Entry.number(text, rival.value());
  }
}
