package org.heaplab.report.page;

import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.page.SortableTable.Head;
import org.heaplab.report.page.SortableTable.Row;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// Every metric of every allocator on one trace, the least memory on average first.
///
/// @param metrics all that there are
record TraceTable(MeasuredTrace trace, List<Metric> metrics) {
  /// @param note what its numbers are a sample of
  DomContent html(Names names, String note) {
    List<Metric> shown = metrics.stream().filter(this::isWorthAColumn).toList();
    var heads = new ArrayList<Head>();
    heads.add(Head.of("allocator"));
    for (Metric metric : shown) {
      heads.add(new Head(metric.title(), metric.definition(), RunJson.path(trace, metric)));
    }
    var rows = new ArrayList<Row>();
    for (OfAllocator one : ordered()) {
      var row = new ArrayList<Data>();
      row.add(names.cell(one.allocator()));
      for (Metric metric : shown) row.add(cell(one.cell(), metric));
      rows.add(new Row(names.indexOf(one.allocator()), row));
    }
    return new SortableTable(caption() + " " + note, heads, rows).html();
  }

  private String caption() {
    return "What was measured on %s, one trace. Exact is what is the same in every process; what a clock read only once, or a library showed in one process, has no interval."
        .formatted(trace.name());
  }

  /// What has no ratio comes last.
  private List<OfAllocator> ordered() {
    return trace.cells().stream()
        .sorted(
            Comparator.comparing((OfAllocator one) -> one.allocator().isHarness())
                .thenComparingDouble(one -> Metrics.MEAN_RATIO.comparable(one.cell())))
        .toList();
  }

  /// Operations and live bytes are the trace's, not the allocator's.
  private boolean isWorthAColumn(Metric metric) {
    return !metric.equals(Metrics.OPS)
        && !metric.equals(Metrics.PEAK_LIVE_BYTES)
        && trace.cells().stream().anyMatch(one -> !Double.isNaN(metric.of(one.cell())));
  }

  private static Data cell(Cell cell, Metric metric) {
    if (!cell.valid()) return Verdict.invalid(cell);
    Estimate value = Rounds.of(metric, cell).estimate();
    if (!metric.kind().isNumber() || !value.exists()) {
      return Data.number(metric.format(cell), "");
    }
    DomContent content = SummaryTable.withSpread(value, metric.unit());
    if (!value.hasInterval()) return new Data(content, Double.NaN, "");
    String hint =
        "%d processes; the interval covers the median with %.0f %%"
            .formatted(value.samples(), 100 * value.confidence());
    return new Data(span(content).withTitle(hint), Double.NaN, "");
  }
}
