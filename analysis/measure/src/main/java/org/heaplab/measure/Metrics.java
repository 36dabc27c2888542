package org.heaplab.measure;

import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.measurement.Pauses;
import org.heaplab.measure.measurement.Space;
import org.heaplab.measure.measurement.Time;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Every field of a replay's result, in the order in which it is shown. Everything that prints,
/// stores or lists metrics goes through these entries: a new one is a line here.
///
/// In the formulas, after each operation: *L* live requested bytes, *F* footprint; at the peak,
/// that is after the first operation at which L is largest: *A* payload and padding of used blocks,
/// *M* metadata in committed pages. #1 to #4 are the four measures of Johnstone & Wilson (ISMM
/// 1998).
public final class Metrics {
  /// @param name the field's name in JSON and CSV
  /// @param unit `bytes`, `ns`, `ops`, `blocks` or, for a ratio, empty
  /// @param formula how it is computed, in words
  /// @param value null where the metric does not apply
  public record Metric(String name, String unit, String formula, Function<Result, Object> value) {}

  private static final List<Metric> ALL =
      List.of(
          metric("trace", "", "the trace's file name without folder and extensions", Result::trace),
          metric("allocator", "", "the allocator's specification", Result::allocator),
          metric("ops", "ops", "mallocs, frees and reallocs in the trace", Result::ops),
          space("completed", "", "whether every operation was done", Space::completed),
          space("oom_at_op", "ops", "operations done before one was refused", Space::oomAtOp),
          space("peak_live_bytes", "bytes", "max L", Space::peakLiveBytes),
          space("peak_footprint_bytes", "bytes", "max F", Space::peakFootprintBytes),
          space("peak_ratio", "", "max F / max L", Metrics::peakRatio),
          space("mean_ratio", "", "mean F / mean L over operations", Metrics::meanRatio),
          space("metadata_bytes_at_peak", "bytes", "M", Space::metadataAtPeakBytes),
          space("internal_fragmentation", "", "(A − L) / A at the peak", Metrics::internal),
          space("external_fragmentation", "", "(F − A − M) / F at the peak", Metrics::external),
          space("jw1", "", "#1: mean of F / L − 1 over operations where L > 0", Space::jw1),
          space("jw2", "", "#2: F / L − 1 at the peak", Metrics::jw2),
          space("jw3", "", "#3: F / L − 1 where F is first largest", Metrics::jw3),
          space("jw4", "", "#4: max F / max L − 1", Metrics::jw4),
          time("ns_per_op", "median over the rounds of pass time / ops", Time::median),
          latency("p50_ns", "what half of the operations do not exceed", l -> l.quantile(0.5)),
          latency("p99_ns", "what 99 % do not exceed", l -> l.quantile(0.99)),
          latency("p999_ns", "what 99.9 % do not exceed", l -> l.quantile(0.999)),
          latency("max_ns", "the longest operation", Latency::maxNanos),
          space("compactions", "", "times that blocks began to be moved", Space::compactions),
          space(
              "moved_bytes", "bytes", "bytes copied or remapped by compaction", Space::movedBytes),
          metric(
              "max_pause_ns",
              "ns",
              "processor time of the longest pause, each the least of a few replays",
              of(Result::pauses, Pauses::maxNanos)));

  private Metrics() {}

  public static List<Metric> all() {
    return ALL;
  }

  public static Optional<Metric> find(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  private static Metric metric(
      String name, String unit, String formula, Function<Result, Object> value) {
    return new Metric(name, unit, formula, value);
  }

  private static Metric space(
      String name, String unit, String formula, Function<Space, Object> value) {
    return metric(name, unit, formula, of(Result::space, value));
  }

  private static Metric time(String name, String formula, Function<Time, Object> value) {
    return metric(name, "ns", formula, of(Result::time, value));
  }

  private static Metric latency(String name, String formula, Function<Latency, Object> value) {
    return metric(name, "ns", formula, of(Result::latency, value));
  }

  private static <T> Function<Result, Object> of(
      Function<Result, T> part, Function<T, Object> value) {
    return result -> {
      T found = part.apply(result);
      return found == null ? null : value.apply(found);
    };
  }

  public static Double peakRatio(Space space) {
    return ratio(space.peakFootprintBytes(), space.peakLiveBytes());
  }

  public static Double meanRatio(Space space) {
    return ratio(space.meanFootprintBytes(), space.meanLiveBytes());
  }

  public static Double internal(Space space) {
    if (space.paddingAtPeakBytes() == null) return null;
    double padding = space.paddingAtPeakBytes();
    return ratio(padding, space.peakLiveBytes() + padding);
  }

  public static Double external(Space space) {
    return space.freeAtPeakBytes() == null
        ? null
        : ratio(space.freeAtPeakBytes(), space.footprintAtPeakBytes());
  }

  public static Double jw2(Space space) {
    return space.footprintAtPeakBytes() == null
        ? null
        : less1(ratio(space.footprintAtPeakBytes(), space.peakLiveBytes()));
  }

  public static Double jw3(Space space) {
    return less1(ratio(space.peakFootprintBytes(), space.liveAtPeakFootprintBytes()));
  }

  public static Double jw4(Space space) {
    return less1(peakRatio(space));
  }

  private static Double ratio(long over, long under) {
    return under == 0 ? null : (double) over / under;
  }

  private static Double ratio(double over, double under) {
    return under == 0 ? null : over / under;
  }

  private static Double less1(Double ratio) {
    return ratio == null ? null : ratio - 1;
  }
}
