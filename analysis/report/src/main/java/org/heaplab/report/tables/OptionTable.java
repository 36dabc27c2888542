package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metric;

/// What the option that an experiment varies costs each allocator that was measured with it and
/// without it: a row for each of them, a table for each group of traces.
final class OptionTable {
  /// An allocator that has the option, and the same that does not have it.
  private record Pair(ComparedAllocator with, ComparedAllocator without) {}

  private OptionTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    Variation varied = results.experiment().varied();
    List<Pair> pairs = varied == null ? List.of() : pairs(results, varied);
    if (pairs.isEmpty()) return List.of();
    List<Metric> metrics =
        catalogue.overall(results.experiment()).stream()
            .map(FigurePlan::metrics)
            .flatMap(List::stream)
            .distinct()
            .toList();
    return TraceGroup.compared(results).stream()
        .map(group -> of(pairs, group, measured(metrics, group)))
        .filter(table -> table.columns().size() > 1)
        .toList();
  }

  private static List<Pair> pairs(ExperimentResults results, Variation varied) {
    return results.allocators().stream()
        .flatMap(
            one ->
                varied
                    .without(one)
                    .flatMap(name -> named(results, name))
                    .map(other -> new Pair(one, other))
                    .stream())
        .toList();
  }

  private static Optional<ComparedAllocator> named(ExperimentResults results, String name) {
    return results.allocators().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static List<Metric> measured(List<Metric> metrics, TraceGroup group) {
    return metrics.stream().filter(metric -> !group.measured(metric).isEmpty()).toList();
  }

  private static TextTable of(List<Pair> pairs, TraceGroup group, List<Metric> metrics) {
    var table =
        new TextTable.Builder(
                "Each allocator with the option, and that over the same without it, in geometric means over %s. The intervals of the ratios are over traces."
                    .formatted(group.words()))
            .columns("allocator");
    for (Metric metric : metrics) {
      table.columns(metric.title() + group.on(metric), "over that without the option");
    }
    for (Pair pair : pairs) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(pair.with().name()));
      for (Metric metric : metrics) {
        List<TraceResults> traces = group.measured(metric);
        List<Rounds> with = Rounds.on(traces, pair.with(), metric);
        row.add(Entry.value(Rounds.geometricMean(with).estimate(), metric.unit()));
        row.add(ratio(with, Rounds.on(traces, pair.without(), metric)));
      }
      table.row(row);
    }
    return table.build();
  }

  private static Entry ratio(List<Rounds> with, List<Rounds> without) {
    double[] ratios =
        IntStream.range(0, with.size())
            .mapToDouble(i -> with.get(i).over(without.get(i)).estimate().value())
            .toArray();
    return Entry.ratio(Statistics.geometricMean(ratios));
  }
}
