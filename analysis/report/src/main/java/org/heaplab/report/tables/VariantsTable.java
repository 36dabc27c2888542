package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Mean;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.statistics.Variants;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;

/// A row for each variant of the subject: what it has over what the subject has, in geometric means
/// over the traces of a group. Where the mean of a metric is arithmetic ([Mean]), the variant's own
/// mean is there instead.
final class VariantsTable {
  private VariantsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    List<Metric> metrics = metrics(results, catalogue);
    if (metrics.isEmpty()) return List.of();
    return Variants.of(results).stream()
        .flatMap(
            variants ->
                TraceGroup.compared(results).stream().map(group -> of(variants, group, metrics)))
        .toList();
  }

  /// Those that the experiment draws variants of, in the order of the catalogue.
  private static List<Metric> metrics(ExperimentResults results, FigureCatalogue catalogue) {
    List<Metric> drawn =
        catalogue.overall(results.experiment()).stream()
            .filter(plan -> plan.request().kind().equals("variants"))
            .map(FigurePlan::metrics)
            .flatMap(List::stream)
            .toList();
    return catalogue.metrics().stream().filter(drawn::contains).toList();
  }

  private static TextTable of(Variants variants, TraceGroup group, List<Metric> metrics) {
    var table = new TextTable.Builder(caption(variants, group)).columns("option changed");
    for (Metric metric : metrics) table.columns(metric.title() + group.on(metric));
    for (ComparedAllocator one : variants.others()) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(Variants.options(one)));
      for (Metric metric : metrics) row.add(over(variants, group, metric, one));
      table.row(row);
    }
    var last = new ArrayList<Entry>();
    last.add(Entry.words("none"));
    for (Metric metric : metrics) {
      last.add(value(variants, group, metric, variants.subject()));
    }
    table.row(last);
    return table.build();
  }

  private static String caption(Variants variants, TraceGroup group) {
    return "Each variant of %s over it, in means over %s; in the last row, what it has itself. Intervals are over processes."
        .formatted(variants.subject().name(), group.words());
  }

  private static Entry over(
      Variants variants, TraceGroup group, Metric metric, ComparedAllocator one) {
    if (variants.isDifference(metric)) return value(variants, group, metric, one);
    List<TraceResults> traces = group.measured(metric);
    return Entry.ratio(
        Ranking.ratio(Rounds.on(traces, one, metric), Rounds.on(traces, variants.subject(), metric))
            .estimate());
  }

  private static Entry value(
      Variants variants, TraceGroup group, Metric metric, ComparedAllocator one) {
    List<Rounds> rounds = Rounds.on(group.measured(metric), one, metric);
    return Entry.value(variants.mean(metric).of(rounds).estimate(), metric.unit());
  }
}
