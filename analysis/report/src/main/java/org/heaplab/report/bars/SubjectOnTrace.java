package org.heaplab.report.bars;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// An experiment's subject on one trace, and the rivals that it is compared with.
public record SubjectOnTrace(ExperimentResults results, TraceResults trace) {

  /// An allocator with its value of a metric.
  public record Rival(ComparedAllocator allocator, double value) {}

  /// The subject's value; NaN unless it ran the trace to its end and behaved.
  public double value(Metric metric) {
    return results.subject().stream()
        .flatMap(subject -> trace.cell(subject).stream())
        .mapToDouble(metric::comparable)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// The rival that needs least.
  public Optional<Rival> best(Metric metric) {
    return least(metric, results.experiment()::isRival);
  }

  /// The best of the allocators that a rival's name means. There may be several: one that is built
  /// in and one of the system.
  Optional<Rival> best(Metric metric, String rival) {
    return least(metric, allocator -> Experiment.isNameOf(rival, allocator.name()));
  }

  private Optional<Rival> least(Metric metric, Predicate<ComparedAllocator> isWanted) {
    return results.allocators().stream()
        .filter(isWanted)
        .flatMap(allocator -> rival(allocator, metric))
        .filter(rival -> !Double.isNaN(rival.value()))
        .min(Comparator.comparingDouble(Rival::value));
  }

  private Stream<Rival> rival(ComparedAllocator allocator, Metric metric) {
    return trace.cell(allocator).stream()
        .map(cell -> new Rival(allocator, metric.comparable(cell)));
  }

  /// What a bar is held against: the subject's value, without what is allowed besides, over that of
  /// the rival. NaN where one of them was not measured.
  public double value(Bar bar, Metric metric) {
    double allowed =
        bar.footprintShare() > 0 ? bar.footprintShare() * value(Metrics.FOOTPRINT_PER_BLOCK) : 0;
    return (value(metric) - allowed) / divisor(bar, metric);
  }

  private double divisor(Bar bar, Metric metric) {
    if (bar.against().isEmpty()) return 1;
    Optional<Rival> rival =
        bar.against().equals(Bar.BEST_RIVAL) ? best(metric) : best(metric, bar.against());
    return rival.map(Rival::value).orElse(Double.NaN);
  }

  /// Whether the trace counts for a bar. What is not known to be too large counts.
  boolean counts(Bar bar) {
    return bar.largestFootprintBytes() == null
        || !(value(Metrics.PEAK_FOOTPRINT_BYTES) > bar.largestFootprintBytes());
  }

  /// What this trace alone says of a bar.
  public Outcome outcome(Bar bar, Metric metric) {
    return Outcome.of(value(bar, metric), bar);
  }
}
