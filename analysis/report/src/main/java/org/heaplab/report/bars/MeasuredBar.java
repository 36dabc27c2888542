package org.heaplab.report.bars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.LockCosts;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Scope;

/// A bar and what was measured.
///
/// @param measured what was measured, in words
public record MeasuredBar(Bar bar, String measured, Outcome outcome) {
  private static final String TIMES = "× ";

  /// One for each bar of an experiment.
  ///
  /// @param metrics finds a metric by its name
  public static List<MeasuredBar> of(
      ExperimentResults results, Function<String, Optional<Metric>> metrics) {
    var measured = new ArrayList<MeasuredBar>();
    for (Bar bar : results.experiment().bars()) {
      measured.add(
          metrics.apply(bar.metric()).map(metric -> of(bar, metric, results)).orElse(none(bar)));
    }
    return measured;
  }

  private static MeasuredBar none(Bar bar) {
    return new MeasuredBar(bar, Unit.MISSING, Outcome.NOT_MEASURED);
  }

  private static MeasuredBar of(Bar bar, Metric metric, ExperimentResults results) {
    if (isOfAllocatorsAlone(metric)) return ofAlone(bar, metric, results);
    List<SubjectOnTrace> traces =
        results.candidates().stream()
            .map(trace -> new SubjectOnTrace(results, trace))
            .filter(trace -> trace.counts(bar))
            .toList();
    return switch (bar.statistic()) {
      case GEOMETRIC_MEAN -> ofMean(bar, metric, traces);
      case WORST -> ofWorst(bar, metric, traces);
    };
  }

  private static boolean isOfAllocatorsAlone(Metric metric) {
    return metric.basis().tables().stream().allMatch(table -> table.scope() == Scope.ALLOCATOR);
  }

  private static MeasuredBar ofAlone(Bar bar, Metric metric, ExperimentResults results) {
    Cell alone = results.alone().get(results.experiment().subject());
    if (alone == null || Double.isNaN(metric.of(alone))) return none(bar);
    String measured = metric.equals(Metrics.LOCK_NS) ? costs(alone) : metric.format(alone);
    return new MeasuredBar(bar, measured, Outcome.of(metric.of(alone), bar));
  }

  /// What locking adds on each number of blocks, with the interval over the rounds.
  private static String costs(Cell alone) {
    return LockCosts.of(alone).stream()
        .map(
            one ->
                "%s over %s blocks"
                    .formatted(
                        withInterval(Statistics.mean(one.addedNanos()), Unit.NANOS),
                        Unit.COUNT.format((double) one.blocks())))
        .collect(Collectors.joining(", "));
  }

  /// Space is measured on every trace, and one that lacks it leaves the bar open. Time is measured
  /// on the traces that there is time for, and these are what the mean is of.
  private static MeasuredBar ofMean(Bar bar, Metric metric, List<SubjectOnTrace> traces) {
    boolean timed = metric.basis().isTimed();
    double[] values =
        traces.stream()
            .mapToDouble(trace -> trace.value(bar, metric))
            .filter(value -> !timed || !Double.isNaN(value))
            .toArray();
    Estimate mean = Statistics.geometricMean(values);
    if (!mean.exists()) return none(bar);
    String on = timed ? ", on %d of %d traces".formatted(values.length, traces.size()) : "";
    String written = prefix(bar) + withInterval(mean, unit(bar, metric)) + on;
    return new MeasuredBar(bar, written, Outcome.of(mean.value(), bar));
  }

  /// A figure that has to be met on every trace: the worst trace decides, and one that was not
  /// measured cannot have been met.
  private static MeasuredBar ofWorst(Bar bar, Metric metric, List<SubjectOnTrace> traces) {
    record OnTrace(String trace, double value) {}
    List<OnTrace> known =
        traces.stream()
            .map(trace -> new OnTrace(trace.trace().trace(), trace.value(bar, metric)))
            .filter(one -> !Double.isNaN(one.value()))
            .toList();
    Optional<OnTrace> worst = known.stream().max(Comparator.comparingDouble(OnTrace::value));
    if (worst.isEmpty()) return none(bar);
    double limit = bar.bar() == null ? bar.aim() : bar.bar();
    Outcome outcome = Outcome.of(worst.get().value(), bar);
    String measured =
        "%s on %s, the worst; %d of %d traces meet the %s"
            .formatted(
                limit(bar, metric, worst.get().value()),
                worst.get().trace(),
                known.stream().filter(one -> one.value() <= limit).count(),
                traces.size(),
                bar.bar() == null ? "aim" : "bar");
    boolean open = known.size() < traces.size() && !outcome.isFinal();
    return new MeasuredBar(bar, measured, open ? Outcome.NOT_MEASURED : outcome);
  }

  private static Unit unit(Bar bar, Metric metric) {
    return bar.against().isEmpty() ? metric.unit() : Unit.RATIO;
  }

  private static String prefix(Bar bar) {
    return bar.against().isEmpty() ? "" : TIMES;
  }

  /// A value of a bar with what is allowed besides, as in `8 B + 1.5 % of F`; a dash for none.
  public static String limit(Bar bar, Metric metric, Double value) {
    if (value == null) return Unit.MISSING;
    String written = prefix(bar) + unit(bar, metric).format(value);
    if (bar.footprintShare() == 0) return written;
    return written + " + " + Unit.SHARE.format(bar.footprintShare()) + " of F";
  }

  private static String withInterval(Estimate estimate, Unit unit) {
    String value = unit.format(estimate.value());
    return estimate.hasInterval()
        ? value + " (" + unit.range(estimate.low(), estimate.high()) + ")"
        : value;
  }
}
