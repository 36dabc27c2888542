package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.Variants;
import org.heaplab.report.tables.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// A row for each allocator: its mean over the traces, of each metric that the experiment shows by
/// figures. Ratios and times have geometric means; bytes, and what may be 0, arithmetic ones.
final class MeansTable {
  private MeansTable() {}

  static Optional<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    List<Metric> metrics =
        metrics(results.experiment(), catalogue).stream()
            .filter(metric -> isMeasured(metric, results))
            .toList();
    if (metrics.isEmpty()) return Optional.empty();
    var table = new TextTable.Builder("Means over the traces.").columns("allocator");
    for (Metric metric : metrics) table.columns(metric.title());
    for (ComparedAllocator allocator : results.allocators()) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(allocator.name()));
      for (Metric metric : metrics) {
        double mean = mean(results, metric, allocator);
        row.add(Entry.number(metric.unit().format(mean), mean));
      }
      table.row(row);
    }
    return Optional.of(table.build());
  }

  /// Those of the experiment's own figures first, then the others in the order of the catalogue.
  private static Set<Metric> metrics(Experiment experiment, FigureCatalogue catalogue) {
    List<String> own = experiment.figures().stream().map(FigureRequest::name).toList();
    List<FigurePlan> plans = catalogue.overall(experiment);
    List<Metric> others =
        metrics(plans.stream().filter(plan -> !own.contains(plan.name()))).toList();
    var metrics = new LinkedHashSet<Metric>();
    metrics(plans.stream().filter(plan -> own.contains(plan.name()))).forEach(metrics::add);
    catalogue.metrics().stream().filter(others::contains).forEach(metrics::add);
    return metrics;
  }

  private static Stream<Metric> metrics(Stream<FigurePlan> plans) {
    return plans.flatMap(plan -> plan.metrics().stream());
  }

  private static boolean isMeasured(Metric metric, ExperimentResults results) {
    return results.allocators().stream()
        .flatMapToDouble(allocator -> Arrays.stream(results.values(allocator, metric)))
        .anyMatch(Double::isFinite);
  }

  private static double mean(
      ExperimentResults results, Metric metric, ComparedAllocator allocator) {
    double[] values = results.values(allocator, metric);
    boolean arithmetic =
        metric.unit() == Unit.BYTES || Variants.hasZero(results, results.allocators(), metric);
    return (arithmetic ? Statistics.mean(values) : Statistics.geometricMean(values)).value();
  }
}
