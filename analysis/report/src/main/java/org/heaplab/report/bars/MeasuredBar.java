package org.heaplab.report.bars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.LockCosts;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Scope;

/// What an allocator has of the figure that a bar limits.
///
/// @param allocator by name
/// @param value over the traces; NaN where nothing was measured
/// @param measured the same in words, with its interval and the number of traces behind it
public record MeasuredBar(String allocator, double value, String measured, Outcome outcome) {
  private static final String TIMES = "× ";

  /// What moving blocks costs. A heap that moves none has nothing to reach there.
  private static final Set<Basis> OF_MOVING = Set.of(Basis.PAUSE, Basis.LOCK);

  private static final Set<Metric> MOVED = Set.of(Metrics.MOVED_BYTES, Metrics.MOVED_SHARE);

  /// @param allocator by name
  public static MeasuredBar of(
      ExperimentResults results, Bar bar, Metric metric, String allocator) {
    if (isOfAllocatorsAlone(metric)) return ofAlone(bar, metric, results, allocator);
    return results.allocators().stream()
        .filter(one -> one.name().equals(allocator))
        .findFirst()
        .map(one -> ofTraces(results, bar, metric, one))
        .orElse(none(allocator));
  }

  /// The best that a heap of ours reaches which moves nothing; none for a figure that such heaps do
  /// not have.
  public static Optional<MeasuredBar> withoutMoving(
      ExperimentResults results, Bar bar, Metric metric) {
    if (OF_MOVING.contains(metric.basis()) || MOVED.contains(metric)) return Optional.empty();
    return results.experiment().rivals(RivalGroup.UNMOVING).stream()
        .flatMap(group -> group.allocators().stream())
        .map(heap -> of(results, bar, metric, heap))
        .filter(heap -> heap.outcome() != Outcome.NOT_MEASURED)
        .min(Comparator.comparingDouble(MeasuredBar::value));
  }

  private static MeasuredBar none(String allocator) {
    return new MeasuredBar(allocator, Double.NaN, Unit.MISSING, Outcome.NOT_MEASURED);
  }

  private static MeasuredBar ofTraces(
      ExperimentResults results, Bar bar, Metric metric, ComparedAllocator allocator) {
    List<OnTrace> traces =
        results.candidates().stream()
            .map(trace -> new OnTrace(results, trace, allocator))
            .filter(trace -> trace.counts(bar))
            .toList();
    return switch (bar.statistic()) {
      case GEOMETRIC_MEAN -> ofMean(bar, metric, allocator.name(), traces);
      case WORST -> ofWorst(bar, metric, allocator.name(), traces);
    };
  }

  private static boolean isOfAllocatorsAlone(Metric metric) {
    return metric.basis().tables().stream().allMatch(table -> table.scope() == Scope.ALLOCATOR);
  }

  private static MeasuredBar ofAlone(
      Bar bar, Metric metric, ExperimentResults results, String allocator) {
    Cell alone = results.alone().get(allocator);
    if (alone == null || Double.isNaN(metric.of(alone))) return none(allocator);
    double value = metric.of(alone);
    if (metric.equals(Metrics.LOCK_NS)) return ofLocks(bar, allocator, value, LockCosts.of(alone));
    Estimate estimate = Statistics.median(new double[] {value});
    String measured = estimate.written(metric.unit());
    return new MeasuredBar(allocator, value, measured, Outcome.of(estimate, bar));
  }

  /// What locking adds on each number of blocks, with the interval over the rounds.
  private static MeasuredBar ofLocks(
      Bar bar, String allocator, double most, List<LockCosts> costs) {
    List<Estimate> means = costs.stream().map(one -> Statistics.mean(one.addedNanos())).toList();
    var words = new ArrayList<String>();
    for (int i = 0; i < means.size(); i++) {
      String blocks = Unit.COUNT.format((double) costs.get(i).blocks());
      words.add("%s over %s blocks".formatted(means.get(i).written(Unit.NANOS), blocks));
    }
    return new MeasuredBar(allocator, most, String.join(", ", words), Outcome.of(means, bar));
  }

  /// Space is measured on every trace, and one that lacks it leaves the bar open. Time is measured
  /// on the traces that there is time for, and these are what the mean is of.
  private static MeasuredBar ofMean(
      Bar bar, Metric metric, String allocator, List<OnTrace> traces) {
    boolean timed = metric.basis().isTimed();
    List<Rounds> figures =
        traces.stream()
            .map(trace -> trace.figure(bar, metric))
            .filter(figure -> !timed || figure.exists())
            .toList();
    Estimate mean = Rounds.geometricMean(figures).estimate();
    if (!mean.exists()) return none(allocator);
    String on =
        figures.size() == traces.size()
            ? traces(figures.size())
            : "%d of %s".formatted(figures.size(), traces(traces.size()));
    String written = "%s, %s".formatted(prefix(bar) + mean.written(unit(bar, metric)), on);
    return new MeasuredBar(allocator, mean.value(), written, Outcome.of(mean, bar));
  }

  private static String traces(int count) {
    return count + (count == 1 ? " trace" : " traces");
  }

  /// A figure that has to be met on every trace: the worst trace decides, and one that was not
  /// measured cannot have been met.
  private static MeasuredBar ofWorst(
      Bar bar, Metric metric, String allocator, List<OnTrace> traces) {
    record Known(String trace, Estimate value) {}
    List<Known> known =
        traces.stream()
            .map(one -> new Known(one.trace().trace(), one.figure(bar, metric).estimate()))
            .filter(one -> one.value().exists())
            .toList();
    Optional<Known> worst =
        known.stream().max(Comparator.comparingDouble(one -> one.value().value()));
    if (worst.isEmpty()) return none(allocator);
    Outcome outcome = Outcome.of(known.stream().map(Known::value).toList(), bar);
    String measured =
        "%s on %s, the worst; %s"
            .formatted(
                written(bar, metric, worst.get().value()),
                worst.get().trace(),
                counted(known.stream().map(Known::value).toList(), bar, traces.size()));
    boolean open = known.size() < traces.size() && !outcome.isFinal();
    return new MeasuredBar(
        allocator, worst.get().value().value(), measured, open ? Outcome.NOT_MEASURED : outcome);
  }

  /// How many of the traces meet the bar, and of how many that cannot be said.
  private static String counted(List<Estimate> values, Bar bar, int traces) {
    double limit = bar.bar() == null ? bar.aim() : bar.bar();
    long met = values.stream().filter(one -> one.isAtMost(limit)).count();
    long open = values.stream().filter(one -> !one.isAtMost(limit) && !one.isAbove(limit)).count();
    String text =
        "%d of %d traces meet the %s".formatted(met, traces, bar.bar() == null ? "aim" : "bar");
    return open == 0 ? text : text + ", %d cannot be told".formatted(open);
  }

  private static Unit unit(Bar bar, Metric metric) {
    return bar.against().isEmpty() ? metric.unit() : Unit.RATIO;
  }

  private static String prefix(Bar bar) {
    return bar.against().isEmpty() ? "" : TIMES;
  }

  private static String written(Bar bar, Metric metric, Estimate value) {
    String number = prefix(bar) + value.written(unit(bar, metric));
    return number + allowance(bar);
  }

  /// A limit with what is allowed besides, as in `8 B + 1.5 % of F`; a dash for none.
  public static String limit(Bar bar, Metric metric, Double value) {
    if (value == null) return Unit.MISSING;
    return prefix(bar) + unit(bar, metric).format(value) + allowance(bar);
  }

  private static String allowance(Bar bar) {
    if (bar.footprintShare() == 0) return "";
    return " + " + Unit.SHARE.format(bar.footprintShare()) + " of F";
  }
}
