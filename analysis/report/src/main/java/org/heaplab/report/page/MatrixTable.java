package org.heaplab.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Statistics;

/// One metric of every allocator on every trace.
record MatrixTable(Experiment experiment, Metric metric) {

  String html(Names names) {
    var heads = new ArrayList<SortableTable.Head>();
    heads.add(new SortableTable.Head("allocator", ""));
    for (Subject subject : experiment.subjects()) {
      heads.add(new SortableTable.Head(subject.trace(), subject.real() ? "recorded" : "synthetic"));
    }
    var rows = new ArrayList<List<SortableTable.Data>>();
    for (Allocator allocator : experiment.allocators()) {
      if (allocator.doesNothing() && metric != Metric.NS_PER_OP) continue;
      var row = new ArrayList<SortableTable.Data>();
      row.add(names.cell(allocator));
      for (Subject subject : experiment.subjects()) row.add(cell(subject, allocator));
      rows.add(row);
    }
    return new SortableTable(caption(), heads, rows).html();
  }

  private String caption() {
    String title = metric.title();
    return Html.escape(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1))
        + " on every trace. Green: the least"
        + (metric == Metric.NS_PER_OP ? ", and whose interval overlaps with its." : ".");
  }

  private SortableTable.Data cell(Subject subject, Allocator allocator) {
    var found = subject.cell(allocator);
    if (found.isEmpty()) return SortableTable.Data.number(Numbers.NONE, Double.NaN, "none");
    Cell cell = found.get();
    if (!cell.valid()) return Verdict.invalid(cell);
    if (!cell.completed()) return Verdict.refused(cell);
    double value = metric.of(cell);
    return SortableTable.Data.number(
        Numbers.of(value, metric.unit()), value, isBest(subject, cell) ? "best" : "");
  }

  private boolean isBest(Subject subject, Cell cell) {
    if (!cell.allocator().competes()) return false;
    double value = metric.of(cell);
    OptionalDouble least =
        subject.cells().stream()
            .filter(other -> other.allocator().competes())
            .filter(metric::compares)
            .mapToDouble(metric::of)
            .filter(other -> !Double.isNaN(other))
            .min();
    if (least.isEmpty() || Double.isNaN(value)) return false;
    if (metric != Metric.NS_PER_OP) return value == least.getAsDouble();
    return subject.cells().stream()
        .filter(other -> metric.of(other) == least.getAsDouble())
        .anyMatch(
            other ->
                Statistics.median(other.nanosPerOperation())
                    .overlaps(Statistics.median(cell.nanosPerOperation())));
  }
}
