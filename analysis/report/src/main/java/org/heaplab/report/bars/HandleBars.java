package org.heaplab.report.bars;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.LockTimes;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Run;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// What the handle heap has to reach, against what was measured on the recorded traces.
public final class HandleBars {
  private static final String EXPERIMENT = "handle-bars";

  private final List<Rivals> traces;
  private final List<LockTimes> locks;

  private HandleBars(Experiment experiment) {
    traces = experiment.candidates().stream().map(Rivals::new).toList();
    locks =
        experiment.locks().stream().filter(one -> one.allocator().equals(Rivals.HANDLE)).toList();
  }

  /// None when the run has no such experiment.
  public static Optional<HandleBars> of(Run run) {
    return run.experiments().stream().flatMap(one -> of(one).stream()).findFirst();
  }

  /// None of an experiment that measures something else.
  public static Optional<HandleBars> of(Experiment experiment) {
    return experiment.name().equals(EXPERIMENT)
        ? Optional.of(new HandleBars(experiment))
        : Optional.empty();
  }

  /// In the order of the traces.
  public List<TraceBar> traces() {
    return traces.stream().map(TraceBar::of).toList();
  }

  public List<Bar> bars() {
    return List.of(
        toBest("peak ratio over that of the best native", Limit.PEAK_TO_BEST, TraceBar::peakToBest),
        toBest("mean ratio over that of the best native", Limit.MEAN_TO_BEST, TraceBar::meanToBest),
        geometricMean("peak ratio, geometric mean", Limit.MEAN_OF_PEAKS, Metric.PEAK_RATIO),
        geometricMean("mean ratio, geometric mean", Limit.MEAN_OF_MEANS, Metric.MEAN_RATIO),
        time(),
        metadata(),
        lock(),
        worst(
            "longest pause in processor time, heaps to 256 MiB",
            Limit.PAUSE_NANOS,
            Numbers::nanos,
            traces.stream().filter(HandleBars::isPaused).toList(),
            Metric.MAX_PAUSE_NS::of),
        worst(
            "smallest heap over peak of padded payload + 8 B a block",
            Limit.SMALLEST_HEAP,
            Numbers::ratio,
            traces,
            cell -> cell.column("min_heap_bytes") / cell.column("peak_packed_bytes")),
        worst(
            "bytes moved per byte allocated",
            Limit.MOVED,
            Numbers::ratio,
            traces,
            Metric.MOVED_SHARE::of));
  }

  private Bar toBest(String figure, Limit limit, ToDoubleFunction<TraceBar> ratio) {
    var values =
        traces().stream()
            .map(one -> new Worst.OnTrace(one.trace(), ratio.applyAsDouble(one)))
            .toList();
    return new Worst(values).bar(figure, limit, value -> "× " + Numbers.ratio(value));
  }

  private static Bar worst(
      String figure,
      Limit limit,
      DoubleFunction<String> write,
      List<Rivals> traces,
      ToDoubleFunction<Cell> value) {
    var values =
        traces.stream()
            .map(one -> new Worst.OnTrace(one.subject().trace(), one.ofHandle(value)))
            .toList();
    return new Worst(values).bar(figure, limit, write);
  }

  private static boolean isPaused(Rivals trace) {
    return !(trace.ofHandle(Metric.PEAK_FOOTPRINT_BYTES::of) > Limit.LARGEST_PAUSED_BYTES);
  }

  private Bar geometricMean(String figure, Limit limit, Metric metric) {
    Estimate mean =
        Statistics.geometricMean(
            traces.stream().mapToDouble(one -> one.ofHandle(metric::of)).toArray());
    return new Bar(
        figure,
        Numbers.ratio(limit.bar()),
        Numbers.ratio(limit.aim()),
        written(mean),
        Outcome.of(mean.value(), limit.bar(), limit.aim()));
  }

  private Bar time() {
    Estimate glibc = timeTo(Rivals.GLIBC);
    Estimate mimalloc = timeTo(Rivals.MIMALLOC);
    return new Bar(
        "time per operation, geometric mean of the ratio",
        "glibc's",
        "mimalloc's",
        "× %s glibc's, × %s mimalloc's, on %d of %d traces"
            .formatted(written(glibc), written(mimalloc), glibc.samples(), traces.size()),
        Outcome.of(glibc.value(), Limit.TIME.bar(), mimalloc.value(), Limit.TIME.aim()));
  }

  /// The set of blocks on which locking adds most decides.
  private Bar lock() {
    double most = locks.stream().mapToDouble(one -> one.added().value()).max().orElse(Double.NaN);
    String measured =
        locks.stream()
            .map(
                one ->
                    "%s over %s blocks"
                        .formatted(
                            written(one.added(), Metric.Unit.NANOS), Numbers.count(one.blocks())))
            .collect(Collectors.joining(", "));
    return new Bar(
        "lock + unlock, uncontended, over a plain read (JMH)",
        Numbers.nanos(Limit.LOCK_NANOS.bar()),
        Numbers.nanos(Limit.LOCK_NANOS.aim()),
        measured.isEmpty() ? Numbers.NONE : measured,
        Outcome.of(most, Limit.LOCK_NANOS.bar(), Limit.LOCK_NANOS.aim()));
  }

  /// Over the traces that both were timed on.
  private Estimate timeTo(String family) {
    return Statistics.geometricMean(
        traces.stream()
            .mapToDouble(one -> one.timeTo(family))
            .filter(ratio -> !Double.isNaN(ratio))
            .toArray());
  }

  private static String written(Estimate estimate) {
    return written(estimate, Metric.Unit.RATIO);
  }

  private static String written(Estimate estimate, Metric.Unit unit) {
    String value = Numbers.of(estimate.value(), unit);
    return estimate.hasInterval() ? value + " (" + Numbers.range(estimate, unit) + ")" : value;
  }

  /// Bar and aim allow for different shares of the footprint, so each has a worst trace of its own.
  private Bar metadata() {
    Bar bar = metadata(Limit.METADATA_SHARE.bar());
    Bar aim = metadata(Limit.METADATA_SHARE.aim());
    boolean aimMet = bar.outcome() != Outcome.MISSED && aim.outcome() == Outcome.AIM_MET;
    boolean barMet = bar.outcome() == Outcome.BAR_MET || bar.outcome() == Outcome.AIM_MET;
    return new Bar(
        bar.figure(),
        bar.bar(),
        aim.aim(),
        bar.measured(),
        aimMet ? Outcome.AIM_MET : barMet ? Outcome.BAR_MET : bar.outcome());
  }

  private Bar metadata(double share) {
    return worst(
        "metadata per live block at the peak",
        Limit.METADATA_PER_BLOCK,
        bytes -> "%s + %s of F".formatted(Numbers.bytes(bytes), Numbers.share(share)),
        traces,
        cell ->
            (Metric.METADATA_BYTES_AT_PEAK.of(cell)
                    - share * Metric.FOOTPRINT_BYTES_AT_PEAK.of(cell))
                / cell.column("live_blocks_at_peak"));
  }
}
