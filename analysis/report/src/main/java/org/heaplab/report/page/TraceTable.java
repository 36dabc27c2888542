package org.heaplab.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// Every metric of every allocator on one trace.
record TraceTable(Subject subject) {

  String html(Names names) {
    List<Metric> metrics = Arrays.stream(Metric.values()).filter(this::isWorthAColumn).toList();
    var heads = new ArrayList<SortableTable.Head>();
    heads.add(new SortableTable.Head("allocator", ""));
    for (Metric metric : metrics)
      heads.add(new SortableTable.Head(metric.title(), metric.definition()));
    var rows = new ArrayList<List<SortableTable.Data>>();
    for (Cell cell : subject.cells()) {
      var row = new ArrayList<SortableTable.Data>();
      row.add(names.cell(cell.allocator()));
      for (Metric metric : metrics) row.add(cell(cell, metric));
      rows.add(row);
    }
    return new SortableTable(
                "All measurements on " + Html.escape(subject.trace()) + ".", heads, rows)
            .html()
        + remarks(names);
  }

  /// Operations and live bytes are the trace's, not the allocator's.
  private boolean isWorthAColumn(Metric metric) {
    return metric != Metric.OPS
        && metric != Metric.PEAK_LIVE_BYTES
        && subject.cells().stream().anyMatch(cell -> !Double.isNaN(metric.of(cell)));
  }

  private static SortableTable.Data cell(Cell cell, Metric metric) {
    if (!cell.valid()) return Verdict.invalid(cell);
    double value = metric.of(cell);
    if (metric != Metric.NS_PER_OP || Double.isNaN(value)) {
      return SortableTable.Data.number(Numbers.of(value, metric.unit()), value, "");
    }
    Estimate time = Statistics.median(cell.nanosPerOperation());
    String interval =
        "<span title=\"%d rounds; the interval covers the median with %.0f %%\">%s <small>%s</small></span>"
            .formatted(
                time.samples(),
                100 * time.confidence(),
                Numbers.nanos(value),
                Numbers.range(time, metric.unit()));
    return SortableTable.Data.number(
        time.hasInterval() ? interval : Numbers.nanos(value), value, "");
  }

  private String remarks(Names names) {
    var items = new StringBuilder();
    for (Cell cell : subject.cells()) {
      String sentence = Verdict.sentence(cell);
      if (!sentence.isEmpty()) {
        items.append("<li>%s %s</li>\n".formatted(names.html(cell.allocator()), sentence));
      }
    }
    return items.isEmpty() ? "" : "<ul class=\"remarks\">\n" + items + "</ul>\n";
  }
}
