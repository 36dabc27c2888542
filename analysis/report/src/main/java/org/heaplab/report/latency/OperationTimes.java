package org.heaplab.report.latency;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// How long operations of one kind take with one allocator, over the traces.
///
/// @param percentiles of a trace, each the geometric mean over the traces where it is known; those
///   that are known on none are left out
/// @param longest on any of the traces
/// @param clock what reading the clock costs
public record OperationTimes(
    ComparedAllocator allocator,
    Map<Percentile, Estimate> percentiles,
    Estimate longest,
    Estimate clock) {

  /// The traces on which operations were timed, of every allocator that can replay them. One that
  /// misbehaves there, or is refused a request, keeps no trace from the others.
  public static List<TraceResults> traces(ExperimentResults results) {
    List<ComparedAllocator> timed =
        results.allocators().stream()
            .filter(one -> results.candidates().stream().anyMatch(trace -> isTimed(trace, one)))
            .toList();
    return results.candidates().stream()
        .filter(trace -> timed.stream().anyMatch(one -> isTimed(trace, one)))
        .filter(trace -> timed.stream().noneMatch(one -> isToBeTimed(trace, one)))
        .toList();
  }

  private static boolean isTimed(TraceResults trace, ComparedAllocator allocator) {
    return trace
        .cell(allocator)
        .filter(cell -> hasReplayed(cell) && cell.has(Tables.OPERATION))
        .isPresent();
  }

  private static boolean isToBeTimed(TraceResults trace, ComparedAllocator allocator) {
    return trace
        .cell(allocator)
        .map(cell -> hasReplayed(cell) && !cell.has(Tables.OPERATION))
        .orElse(true);
  }

  private static boolean hasReplayed(Cell cell) {
    return cell.valid() && cell.completed();
  }

  /// One for each allocator that was timed on all of these traces and had such operations, in the
  /// order of the experiment.
  public static List<OperationTimes> of(ExperimentResults results, OperationKind kind) {
    List<TraceResults> traces = traces(results);
    return results.allocators().stream()
        .filter(one -> traces.stream().allMatch(trace -> isTimed(trace, one)))
        .map(one -> of(one, kind, traces))
        .filter(one -> one.longest().exists())
        .toList();
  }

  private static OperationTimes of(
      ComparedAllocator allocator, OperationKind kind, List<TraceResults> traces) {
    List<Cell> cells = traces.stream().flatMap(trace -> trace.cell(allocator).stream()).toList();
    List<List<Row>> rows = cells.stream().map(cell -> rows(cell, kind)).toList();
    Map<Percentile, Estimate> percentiles = new EnumMap<>(Percentile.class);
    for (Percentile one : Percentile.values()) {
      // A clock that is too coarse reports 0, of which there is no geometric mean.
      List<Rounds> known = known(rows, row -> Math.max(1, row.number(one.column())));
      if (!known.isEmpty()) percentiles.put(one, Rounds.geometricMean(known).estimate());
    }
    List<Rounds> longest = known(rows, row -> row.number("max_ns"));
    return new OperationTimes(
        allocator,
        percentiles,
        Rounds.combined(longest, values -> Arrays.stream(values).max().orElseThrow()).estimate(),
        clock(cells));
  }

  private static List<Row> rows(Cell cell, OperationKind kind) {
    return inRounds(cell, Tables.OPERATION).stream()
        .filter(row -> row.text("kind").equals(kind.title()))
        .toList();
  }

  private static List<Row> inRounds(Cell cell, Table table) {
    return cell.series(table).rows().stream()
        .sorted((one, other) -> Integer.compare(one.round(), other.round()))
        .toList();
  }

  /// One for each trace that has a value.
  private static List<Rounds> known(List<List<Row>> traces, ToDoubleFunction<Row> value) {
    return traces.stream()
        .map(rows -> Rounds.measured(rows.stream().mapToDouble(value).toArray()))
        .filter(Rounds::exists)
        .toList();
  }

  private static Estimate clock(List<Cell> cells) {
    List<Rounds> costs =
        known(
            cells.stream().map(cell -> inRounds(cell, Tables.CLOCK)).toList(),
            row -> row.number("cost_ns"));
    return Rounds.mean(costs).estimate();
  }
}
