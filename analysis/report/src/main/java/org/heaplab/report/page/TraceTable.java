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
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// Every metric of every allocator on one trace, the least memory on average first.
///
/// @param metrics all that there are
record TraceTable(MeasuredTrace trace, List<Metric> metrics) {

  DomContent html(Names names) {
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
    return new SortableTable("All measurements on " + trace.name() + ".", heads, rows).html();
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
    String value = metric.format(cell);
    Estimate median =
        Statistics.median(metric.rounds() == null ? new double[0] : metric.rounds().apply(cell));
    if (!median.hasInterval()) return Data.number(value, "");
    DomContent interval = SummaryTable.withInterval(median, metric.unit());
    String hint =
        "%d rounds; the interval covers the median with %.0f %%"
            .formatted(median.samples(), 100 * median.confidence());
    return new Data(span(interval).withTitle(hint), Double.NaN, "");
  }
}
