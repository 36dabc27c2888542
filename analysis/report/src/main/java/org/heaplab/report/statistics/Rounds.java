package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.table.Tables;

/// The values of a figure in the rounds in which it was measured, each in a process of its own.
///
/// Figures are combined round by round: the i-th value of a quotient is made of the i-th values of
/// both sides, the i-th value of a mean over traces of the i-th values on these. Within a round the
/// order is random, so that what slows the machine down for a while is on both sides. What is exact
/// has the same value in every round. An interval is that of the median over rounds, made last. So
/// it says how far another run on the same traces might be away, and nothing about other traces.
///
/// @param values in the order of the rounds; none where nothing was measured
/// @param exact whether the one value is the same in every process
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record Rounds(double[] values, boolean exact) {
  public static final Rounds NONE = new Rounds(new double[0], false);

  /// @param value NaN for none
  public static Rounds exact(double value) {
    return Double.isNaN(value) ? NONE : new Rounds(new double[] {value}, true);
  }

  public static Rounds measured(double... values) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    return known.length == 0 ? NONE : new Rounds(known, false);
  }

  /// A metric of a cell that may be compared with others. It is exact where no clock is read and
  /// the allocator is one of ours, which places every block where it did before.
  public static Rounds of(Metric metric, Cell cell) {
    double value = metric.comparable(cell);
    if (Double.isNaN(value)) return NONE;
    boolean isOfOurs = !ComparedAllocator.NATIVE.equals(cell.value(Tables.SPACE, "kind"));
    if (isOfOurs && !metric.basis().isTimed()) return exact(value);
    return metric.rounds() == null ? measured(value) : measured(metric.rounds().apply(cell));
  }

  public static Rounds of(Metric metric, Optional<Cell> cell) {
    return cell.map(one -> of(metric, one)).orElse(NONE);
  }

  /// The same of an allocator, one for each trace.
  public static List<Rounds> on(
      List<TraceResults> traces, ComparedAllocator allocator, Metric metric) {
    return traces.stream().map(trace -> of(metric, trace.cell(allocator))).toList();
  }

  public boolean exists() {
    return values.length > 0;
  }

  /// Round by round as far as all parts have rounds. Where one was measured only once, there is no
  /// interval: then it is made of the medians.
  ///
  /// @param how one value of one of each part
  /// @return none where a part is missing, or a round has no result
  public static Rounds combined(List<Rounds> parts, ToDoubleFunction<double[]> how) {
    if (parts.isEmpty() || !parts.stream().allMatch(Rounds::exists)) return NONE;
    int rounds = parts.stream().mapToInt(Rounds::count).min().orElse(1);
    boolean exact = parts.stream().allMatch(Rounds::exact);
    double[] values = new double[exact ? 1 : rounds];
    for (int i = 0; i < values.length; i++) {
      int round = i;
      values[i] =
          how.applyAsDouble(
              parts.stream()
                  .mapToDouble(part -> rounds == 1 ? part.estimate().value() : part.in(round))
                  .toArray());
    }
    if (Arrays.stream(values).anyMatch(Double::isNaN)) return NONE;
    return new Rounds(values, exact);
  }

  /// In how many rounds there is a value.
  private int count() {
    return exact ? Integer.MAX_VALUE : values.length;
  }

  private double in(int round) {
    return exact ? values[0] : values[round];
  }

  public Rounds over(Rounds other) {
    return combined(List.of(this, other), pair -> pair[0] / pair[1]);
  }

  public Rounds minus(Rounds other) {
    return combined(List.of(this, other), pair -> pair[0] - pair[1]);
  }

  /// @return none where a trace is missing, or a value is not positive
  public static Rounds geometricMean(List<Rounds> traces) {
    return traces.size() == 1 && traces.getFirst().arePositive()
        ? traces.getFirst()
        : combined(traces, Rounds::geometricMean);
  }

  private boolean arePositive() {
    return Arrays.stream(values).allMatch(value -> value > 0);
  }

  private static double geometricMean(double[] values) {
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    double logs = Arrays.stream(values).map(Math::log).average().orElseThrow();
    return positive ? Math.exp(logs) : Double.NaN;
  }

  /// @return none where a trace is missing
  public static Rounds mean(List<Rounds> traces) {
    return combined(traces, values -> Arrays.stream(values).average().orElseThrow());
  }

  public Estimate estimate() {
    return exact ? Estimate.exact(values[0]) : Statistics.median(values);
  }
}
