package org.heaplab.report.page;

import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.page.SortableTable.Head;
import org.heaplab.report.page.SortableTable.Row;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// One metric of every allocator on every trace, the least on average first.
record MatrixTable(ExperimentResults results, Metric metric) {

  DomContent html(Names names) {
    List<MeasuredTrace> traces =
        results.traces().stream().map(trace -> new MeasuredTrace(results, trace)).toList();
    var heads = new ArrayList<Head>();
    heads.add(Head.of("allocator"));
    for (MeasuredTrace trace : traces) {
      heads.add(
          new Head(
              trace.name(),
              trace.trace().real() ? "recorded" : "synthetic",
              RunJson.path(trace, metric)));
    }
    var rows = new ArrayList<Row>();
    for (ComparedAllocator allocator : allocators()) {
      var row = new ArrayList<Data>();
      row.add(names.cell(allocator));
      for (MeasuredTrace trace : traces) row.add(cell(trace, allocator));
      rows.add(new Row(names.indexOf(allocator), row));
    }
    return new SortableTable(caption(), heads, rows).html();
  }

  /// The allocator that does nothing has a time and no space.
  private List<ComparedAllocator> allocators() {
    var values = new LinkedHashMap<ComparedAllocator, double[]>();
    for (ComparedAllocator allocator : results.allocators()) {
      if (allocator.isHarness() && !metric.basis().isTimed()) continue;
      values.put(allocator, results.values(allocator, metric));
    }
    return Ranking.of(values, ComparedAllocator::competes).ranks().stream()
        .map(Ranking.Rank::element)
        .toList();
  }

  private String caption() {
    return metric.sentenceTitle()
        + " on every trace. Green: the least"
        + (metric.rounds() == null ? "." : ", and each whose interval overlaps with that of it.");
  }

  private Data cell(MeasuredTrace trace, ComparedAllocator allocator) {
    var found = trace.trace().cell(allocator);
    if (found.isEmpty()) return Data.number(Unit.MISSING, "none");
    Cell cell = found.get();
    if (!cell.valid()) return Verdict.invalid(cell);
    if (!cell.completed()) return Verdict.refused(cell);
    boolean best = allocator.competes() && isBest(trace, cell);
    return new Data(text(metric.format(cell)), Double.NaN, best ? "best" : "");
  }

  private boolean isBest(MeasuredTrace trace, Cell cell) {
    double value = metric.comparable(cell);
    OptionalDouble least = competing(trace).stream().mapToDouble(metric::of).min();
    if (least.isEmpty() || Double.isNaN(value)) return false;
    if (metric.rounds() == null) return value == least.getAsDouble();
    return competing(trace).stream()
        .filter(other -> metric.of(other) == least.getAsDouble())
        .anyMatch(other -> median(other).overlaps(median(cell)));
  }

  private List<Cell> competing(MeasuredTrace trace) {
    return trace.cells().stream()
        .filter(one -> one.allocator().competes())
        .map(OfAllocator::cell)
        .filter(cell -> !Double.isNaN(metric.comparable(cell)))
        .toList();
  }

  private Estimate median(Cell cell) {
    return Statistics.median(metric.rounds().apply(cell));
  }
}
