package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.Variants;
import org.heaplab.report.tables.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// A row for each variant of the subject: what it has over what the subject has, in geometric means
/// over the traces. A metric that is 0 somewhere has no ratios: the variant's arithmetic mean is
/// there instead.
final class VariantsTable {
  private VariantsTable() {}

  static Optional<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    List<Metric> metrics = metrics(results, catalogue);
    if (metrics.isEmpty()) return Optional.empty();
    return Variants.of(results).map(variants -> of(variants, metrics));
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

  private static TextTable of(Variants variants, List<Metric> metrics) {
    var table =
        new TextTable.Builder(
                "Each variant of %s over it; in the last row, what it has itself."
                    .formatted(variants.subject().name()))
            .columns("option changed");
    for (Metric metric : metrics) table.columns(metric.title());
    for (ComparedAllocator one : variants.others()) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(Variants.options(one)));
      for (Metric metric : metrics) row.add(over(variants, metric, one));
      table.row(row);
    }
    var last = new ArrayList<Entry>();
    last.add(Entry.words("none"));
    for (Metric metric : metrics) {
      Estimate mean = variants.mean(metric, variants.results().values(variants.subject(), metric));
      last.add(Entry.number(metric.unit().format(mean.value()), mean.value()));
    }
    table.row(last);
    return table.build();
  }

  private static Entry over(Variants variants, Metric metric, ComparedAllocator one) {
    double[] values = variants.results().values(one, metric);
    if (variants.isDifference(metric)) {
      double mean = Arrays.stream(values).average().orElse(Double.NaN);
      return Entry.number(metric.unit().format(mean), mean);
    }
    Estimate ratio = Statistics.geometricMean(variants.changes(one, metric));
    return Entry.number(
        ratio.exists() ? "× " + Unit.RATIO.format(ratio.value()) : Unit.MISSING, ratio.value());
  }
}
