package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What an allocator does in fixed heaps of several sizes, from its own smallest heap upwards.
///
/// @param steps by size
/// @param notCompleted factors that are left out since a request was refused on some trace
public record HeapSizes(ComparedAllocator allocator, List<Step> steps, List<Double> notCompleted) {
  public HeapSizes {
    steps = List.copyOf(steps);
    notCompleted = List.copyOf(notCompleted);
  }

  /// Heaps of one size.
  ///
  /// @param factor size over the allocator's smallest heap on each trace
  /// @param size geometric mean over the traces of the size over the most live bytes
  /// @param value over the traces
  public record Step(double factor, double size, Estimate value) {}

  /// What is measured in a heap, and what is made of its values on several traces.
  public enum Quantity {
    TIME("ns_per_op", Rounds::geometricMean),
    MOVED("moved_bytes", Rounds::mean),
    PAUSE("max_pause_ns", Quantity::longest),
    PAUSE_ON_THE_WALL("max_pause_wall_ns", Quantity::longest);

    private final String column;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<List<Rounds>, Rounds> overTraces;

    Quantity(String column, Function<List<Rounds>, Rounds> overTraces) {
      this.column = column;
      this.overTraces = overTraces;
    }

    private static Rounds longest(List<Rounds> traces) {
      return Rounds.combined(traces, values -> Arrays.stream(values).max().orElseThrow());
    }

    /// A heap that moved nothing has had no pause.
    private double of(Row row, Cell cell) {
      double value = row.number(column);
      if (this == MOVED) return value / cell.number(Tables.TRACE, "allocated_bytes");
      boolean isIdle = this != TIME && row.number("compactions") == 0;
      return isIdle && Double.isNaN(value) ? 0 : value;
    }
  }

  /// The traces on which each allocator that ran in fixed heaps did so.
  public static List<TraceResults> traces(ExperimentResults results) {
    List<ComparedAllocator> allocators = allocators(results);
    return results.candidates().stream()
        .filter(trace -> allocators.stream().allMatch(one -> hasHeaps(trace, one)))
        .toList();
  }

  private static boolean hasHeaps(TraceResults trace, ComparedAllocator allocator) {
    return trace
        .cell(allocator)
        .filter(cell -> Basis.HEAP_SIZES.compares(cell) && Metrics.PEAK_LIVE_BYTES.of(cell) > 0)
        .isPresent();
  }

  private static List<ComparedAllocator> allocators(ExperimentResults results) {
    return results.allocators().stream()
        .filter(one -> results.candidates().stream().anyMatch(trace -> hasHeaps(trace, one)))
        .toList();
  }

  /// One for each allocator that has any value above 0.
  public static List<HeapSizes> of(ExperimentResults results, Quantity quantity) {
    List<TraceResults> traces = traces(results);
    if (traces.isEmpty()) return List.of();
    return allocators(results).stream()
        .map(one -> of(one, quantity, traces))
        .filter(one -> one.steps().stream().anyMatch(step -> step.value().value() > 0))
        .toList();
  }

  private static HeapSizes of(
      ComparedAllocator allocator, Quantity quantity, List<TraceResults> traces) {
    List<Cell> cells = traces.stream().flatMap(trace -> trace.cell(allocator).stream()).toList();
    List<Map<Double, List<Row>>> heaps = cells.stream().map(HeapSizes::byFactor).toList();
    List<Double> factors =
        heaps.stream().flatMap(one -> one.keySet().stream()).distinct().sorted().toList();
    Map<Boolean, List<Double>> completed =
        factors.stream()
            .collect(
                Collectors.partitioningBy(
                    factor -> heaps.stream().allMatch(one -> isCompleted(one.get(factor)))));
    List<Step> steps =
        completed.get(true).stream().map(factor -> step(factor, quantity, cells, heaps)).toList();
    return new HeapSizes(allocator, steps, completed.get(false));
  }

  private static Map<Double, List<Row>> byFactor(Cell cell) {
    return cell.series(Tables.HEAP).rows().stream()
        .sorted(Comparator.comparingInt(Row::round))
        .collect(
            Collectors.groupingBy(row -> row.number("factor"), TreeMap::new, Collectors.toList()));
  }

  private static boolean isCompleted(List<Row> rows) {
    return rows != null && rows.stream().allMatch(row -> Boolean.TRUE.equals(row.get("completed")));
  }

  private static Step step(
      double factor, Quantity quantity, List<Cell> cells, List<Map<Double, List<Row>>> heaps) {
    var values = new ArrayList<Rounds>();
    double logs = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      List<Row> rows = heaps.get(i).get(factor);
      values.add(Rounds.measured(numbers(rows, row -> quantity.of(row, cell))));
      double bytes = rows.getFirst().number("heap_bytes");
      logs += Math.log(bytes / Metrics.PEAK_LIVE_BYTES.of(cell));
    }
    double size = Math.exp(logs / cells.size());
    return new Step(factor, size, quantity.overTraces.apply(values).estimate());
  }

  private static double[] numbers(List<Row> rows, ToDoubleFunction<Row> of) {
    return rows.stream().mapToDouble(of).toArray();
  }
}
