package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Harness;
import org.heaplab.report.statistics.Mean;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// A row for each allocator: its mean over the traces of a group, of each metric that the
/// experiment shows by figures. [Mean] says which mean that is.
final class MeansTable {
  /// What every experiment shows that has measured it: how a program ends, and what a library takes
  /// before it begins, are in no other mean.
  private static final List<Metric> ALWAYS = List.of(Metrics.END_RATIO, Metrics.STARTUP_BYTES);

  /// Of fewer, an interval over traces reaches over all that there can be.
  private static final int FEWEST_TRACES = 3;

  private final ExperimentResults results;
  private final TraceGroup group;
  private final List<Metric> metrics;

  private MeansTable(ExperimentResults results, TraceGroup group, Set<Metric> wanted) {
    this.results = results;
    this.group = group;
    this.metrics = wanted.stream().filter(metric -> !group.measured(metric).isEmpty()).toList();
  }

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    Set<Metric> wanted = metrics(results.experiment(), catalogue);
    return TraceGroup.compared(results).stream()
        .map(group -> new MeansTable(results, group, wanted))
        .filter(table -> !table.metrics.isEmpty())
        .map(MeansTable::build)
        .toList();
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
    metrics.addAll(ALWAYS);
    return metrics;
  }

  private static Stream<Metric> metrics(Stream<FigurePlan> plans) {
    return plans.flatMap(plan -> plan.metrics().stream());
  }

  private TextTable build() {
    var table = new TextTable.Builder(caption()).columns("allocator");
    for (Metric metric : metrics) {
      table.columns(metric.title() + group.on(metric));
      if (hasNet(metric)) table.columns("without the harness" + group.on(metric));
    }
    for (ComparedAllocator allocator : results.allocators()) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(allocator.name()));
      for (Metric metric : metrics) {
        row.add(mean(metric, allocator));
        if (hasNet(metric)) row.add(net(allocator));
      }
      table.row(row);
    }
    return table.build();
  }

  private String caption() {
    return "Means over %s. The first interval is over processes: how far another run on these traces may be away. The one after it is over traces: how much these differ."
        .formatted(group.words());
  }

  private boolean hasNet(Metric metric) {
    return metric.equals(Metrics.NS_PER_OP)
        && results.allocators().stream().anyMatch(ComparedAllocator::isHarness);
  }

  private Entry net(ComparedAllocator allocator) {
    if (allocator.isHarness()) return Entry.NONE;
    List<Rounds> traces =
        group.measured(Metrics.NS_PER_OP).stream()
            .map(trace -> Harness.net(results, trace, allocator))
            .toList();
    return Entry.value(Rounds.geometricMean(traces).estimate(), Unit.NANOS);
  }

  private Entry mean(Metric metric, ComparedAllocator allocator) {
    if (allocator.isHarness() && !metric.basis().isTimed()) return Entry.NONE;
    List<TraceResults> traces = group.measured(metric);
    List<Rounds> rounds = Rounds.on(traces, allocator, metric);
    double[] medians = ExperimentResults.values(allocator, metric, traces);
    Mean kind = Mean.of(metric, results.allocators(), traces);
    Estimate mean = kind.of(rounds).estimate();
    Estimate overTraces = kind.overTraces(medians);
    Entry entry = Entry.value(mean, metric.unit());
    boolean differ = overTraces.low() < overTraces.high();
    if (!mean.exists() || !differ || medians.length < FEWEST_TRACES) return entry;
    return entry.with("traces " + overTraces.spread(metric.unit()));
  }
}
