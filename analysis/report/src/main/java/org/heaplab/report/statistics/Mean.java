package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.List;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// Which mean is made of the values of several traces.
///
/// Ratios and times have geometric means, so that it does not matter which of two allocators is the
/// divisor. Bytes, shares and counts have arithmetic ones. So has what is 0 somewhere, since then
/// there are no quotients.
public enum Mean {
  GEOMETRIC,
  ARITHMETIC;

  /// That of a metric of some allocators that are compared with each other on some traces. What the
  /// harness has, which is nothing, does not count.
  public static Mean of(
      Metric metric, List<ComparedAllocator> allocators, List<TraceResults> traces) {
    boolean hasQuotients = metric.unit() == Unit.RATIO || metric.unit() == Unit.NANOS;
    return hasQuotients && !hasZero(metric, allocators, traces) ? GEOMETRIC : ARITHMETIC;
  }

  private static boolean hasZero(
      Metric metric, List<ComparedAllocator> allocators, List<TraceResults> traces) {
    return allocators.stream()
        .filter(one -> !one.isHarness())
        .flatMapToDouble(one -> Arrays.stream(ExperimentResults.values(one, metric, traces)))
        .anyMatch(value -> value == 0);
  }

  /// The mean of values that were measured in rounds, one for each trace.
  ///
  /// @return none where a trace is missing, or where a value of a geometric mean is not positive
  public Rounds of(List<Rounds> traces) {
    return this == GEOMETRIC ? Rounds.geometricMean(traces) : Rounds.mean(traces);
  }

  /// The mean with its interval over traces.
  ///
  /// @param values one for each trace
  public Estimate overTraces(double[] values) {
    return this == GEOMETRIC ? Statistics.geometricMean(values) : Statistics.mean(values);
  }
}
