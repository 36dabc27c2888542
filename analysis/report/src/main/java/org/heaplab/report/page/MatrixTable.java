package org.heaplab.report.page;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.page.SortableTable.Head;
import org.heaplab.report.page.SortableTable.Row;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// One metric of every allocator on every trace, the least on average first.
record MatrixTable(ExperimentResults results, Metric metric) {
  /// @param note what its numbers are a sample of
  DomContent html(Names names, String note) {
    List<MeasuredTrace> traces =
        TraceGroup.of(results.traces()).stream()
            .flatMap(group -> group.traces().stream())
            .map(trace -> new MeasuredTrace(results, trace))
            .toList();
    var heads = new ArrayList<Head>();
    heads.add(Head.of("allocator"));
    for (MeasuredTrace trace : traces) {
      heads.add(new Head(trace.name(), TraceSection.origin(trace), RunJson.path(trace, metric)));
    }
    List<Ranking<Cell>> rankings = traces.stream().map(this::ranking).toList();
    var rows = new ArrayList<Row>();
    for (ComparedAllocator allocator : allocators()) {
      var row = new ArrayList<Data>();
      row.add(names.cell(allocator));
      for (int i = 0; i < traces.size(); i++) {
        row.add(cell(traces.get(i), allocator, rankings.get(i)));
      }
      rows.add(new Row(names.indexOf(allocator), row));
    }
    return new SortableTable(caption(traces.size()) + " " + note, heads, rows).html();
  }

  /// The allocator that does nothing has a time and no space.
  private List<ComparedAllocator> allocators() {
    var values = new LinkedHashMap<ComparedAllocator, List<Rounds>>();
    for (ComparedAllocator allocator : results.allocators()) {
      if (allocator.isHarness() && !metric.basis().isTimed()) continue;
      values.put(allocator, Rounds.on(results.compared(metric.basis()), allocator, metric));
    }
    return Ranking.of(values, ComparedAllocator::competes).ranks().stream()
        .map(Ranking.Rank::element)
        .toList();
  }

  private String caption(int traces) {
    return "%s on each of %d traces. Green: the least, and what cannot be told from it round by round."
        .formatted(metric.sentenceTitle(), traces);
  }

  private Data cell(MeasuredTrace trace, ComparedAllocator allocator, Ranking<Cell> ranking) {
    var found = trace.trace().cell(allocator);
    if (found.isEmpty()) return Data.number(Unit.MISSING, "none");
    Cell cell = found.get();
    if (!cell.valid()) return Verdict.invalid(cell);
    if (!cell.completed()) return Verdict.refused(cell);
    Estimate value = Rounds.of(metric, cell).estimate();
    if (!value.exists()) return Data.number(Unit.MISSING, "none");
    boolean best = ranking.ranks().stream().anyMatch(one -> one.element() == cell && one.best());
    DomContent content = SummaryTable.withSpread(value, metric.unit());
    return new Data(content, Double.NaN, best ? "best" : "");
  }

  /// Of what competes on a trace.
  private Ranking<Cell> ranking(MeasuredTrace trace) {
    var values = new LinkedHashMap<Cell, List<Rounds>>();
    for (OfAllocator one : trace.cells()) {
      if (one.allocator().competes()) {
        values.put(one.cell(), List.of(Rounds.of(metric, one.cell())));
      }
    }
    return Ranking.of(values, cell -> true);
  }
}
