package org.heaplab.report.fixed;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Allocators by the largest block that each could still give along the traces.
///
/// At a point of a trace, an allocator's *penalty* is the share of the others that could give a
/// larger block there; those whose blocks differ by less than [Estimate#AS_GOOD_AS_EQUAL] are
/// equal. One that has refused a request of the trace gives none from then on. This is the ranking
/// of the thesis *JEFF and STEVE* (Jansson, 2015), but for ties, which it broke by the order of a
/// sort.
///
/// @param traces those on which all were measured
/// @param standings the least penalty first
public record BlockRanks(List<TraceResults> traces, List<Standing> standings) {
  public BlockRanks {
    traces = List.copyOf(traces);
    standings = List.copyOf(standings);
  }

  /// What an allocator reached, in arithmetic means over the traces.
  ///
  /// @param penalty from 0 to 1
  /// @param rank one more than how many have less penalty, by more than what counts as equal
  /// @param tied whether another has the same rank
  /// @param ofHeap the largest block that is granted over the size of the heap
  /// @param ofFree the same over the free bytes
  /// @param lying what there is room for as the heap lies, over the size of the heap
  /// @param completed on how many of the traces no request was refused
  /// @param compactions on all traces together
  /// @param movedShare bytes moved over bytes requested
  /// @param unmoved on how many of the traces no block was moved
  public record Standing(
      Contender contender,
      double penalty,
      int rank,
      boolean tied,
      double ofHeap,
      double ofFree,
      double lying,
      int completed,
      long compactions,
      double movedShare,
      int unmoved) {}

  public static BlockRanks of(ExperimentResults results, SetUp setUp) {
    List<TraceResults> traces = setUp.traces(results);
    if (traces.isEmpty()) return new BlockRanks(traces, List.of());
    Map<Contender, Double> penalties =
        setUp.contenders().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    one -> mean(traces, trace -> new Points(setUp, trace).penalty(one))));
    return new BlockRanks(
        traces,
        setUp.contenders().stream()
            .map(one -> standing(one, setUp, traces, penalties))
            .sorted(Comparator.comparingDouble(Standing::penalty))
            .toList());
  }

  private static Standing standing(
      Contender one, SetUp setUp, List<TraceResults> traces, Map<Contender, Double> penalties) {
    double own = penalties.get(one);
    double equal = Estimate.AS_GOOD_AS_EQUAL;
    List<Row> outcomes =
        traces.stream().flatMap(trace -> one.outcome(setUp.factor(), trace)).toList();
    return new Standing(
        one,
        own,
        1 + (int) penalties.values().stream().filter(other -> other < own - equal).count(),
        penalties.values().stream().filter(other -> Math.abs(other - own) <= equal).count() > 1,
        mean(traces, trace -> new Points(setUp, trace).share(one, "granted_bytes", "heap_bytes")),
        mean(traces, trace -> new Points(setUp, trace).share(one, "granted_bytes", "free_bytes")),
        mean(traces, trace -> new Points(setUp, trace).share(one, "lying_bytes", "heap_bytes")),
        (int) outcomes.stream().filter(row -> Boolean.TRUE.equals(row.get("completed"))).count(),
        (long) outcomes.stream().mapToDouble(row -> row.number("compactions")).sum(),
        mean(traces, trace -> movedShare(one, setUp, trace)),
        (int) outcomes.stream().filter(row -> row.number("compactions") == 0).count());
  }

  private static double mean(List<TraceResults> traces, ToDoubleFunction<TraceResults> of) {
    return traces.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  private static double movedShare(Contender one, SetUp setUp, TraceResults trace) {
    double allocated =
        trace
            .cell(one.measured())
            .map(cell -> cell.number(Tables.TRACE, "allocated_bytes"))
            .orElse(Double.NaN);
    return one.outcome(setUp.factor(), trace)
        .mapToDouble(row -> row.number("moved_bytes") / allocated)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// What the contenders could give at the points of a trace.
  private static final class Points {
    private final double factor;
    private final TraceResults trace;
    private final TreeSet<Double> points = new TreeSet<>();
    private final Map<Contender, Map<Double, Double>> granted;

    Points(SetUp setUp, TraceResults trace) {
      this.factor = setUp.factor();
      this.trace = trace;
      this.granted =
          setUp.contenders().stream().collect(Collectors.toMap(one -> one, this::granted));
      granted.values().forEach(one -> points.addAll(one.keySet()));
    }

    private Map<Double, Double> granted(Contender one) {
      var values = new TreeMap<Double, Double>();
      for (Row row : one.rows(FixedHeapTables.LARGEST, factor, trace)) {
        values.put(row.number("op"), row.number("granted_bytes"));
      }
      return values;
    }

    /// Mean over the points; 0 where no contender reached any.
    double penalty(Contender one) {
      return points.stream()
          .mapToDouble(
              point -> {
                double own = at(point, one);
                return (double)
                        granted.keySet().stream()
                            .filter(other -> isLarger(at(point, other), own))
                            .count()
                    / Math.max(1, granted.size() - 1);
              })
          .average()
          .orElse(0);
    }

    private double at(double point, Contender one) {
      return granted.get(one).getOrDefault(point, 0.0);
    }

    private static boolean isLarger(double one, double other) {
      return one > other * (1 + Estimate.AS_GOOD_AS_EQUAL);
    }

    /// Mean over all points of the trace of one column over another.
    double share(Contender one, String column, String whole) {
      double sum =
          one.rows(FixedHeapTables.LARGEST, factor, trace).stream()
              .mapToDouble(row -> row.number(column) / Math.max(1, row.number(whole)))
              .sum();
      return points.isEmpty() ? 0 : sum / points.size();
    }
  }
}
