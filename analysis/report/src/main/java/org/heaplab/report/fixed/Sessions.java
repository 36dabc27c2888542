package org.heaplab.report.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// Browsing sessions in heaps of one size, with room to spare or without it.
///
/// @param heapBytes the size
/// @param roomy whether the heaps are larger than the sessions
public record Sessions(ExperimentResults results, long heapBytes, boolean roomy) {
  /// A heap that is larger than its session by more than this factor has room to spare.
  private static final double ROOMY = 1.2;

  /// All that were measured, the smallest heap first.
  ///
  /// @param roomy whether those with room to spare are wanted
  public static List<Sessions> of(ExperimentResults results, boolean roomy) {
    return rows(results.traces().stream().flatMap(trace -> trace.cells().stream()))
        .filter(row -> isRoomy(row) == roomy)
        .map(row -> (long) row.number("heap_bytes"))
        .distinct()
        .sorted()
        .map(bytes -> new Sessions(results, bytes, roomy))
        .toList();
  }

  private static Stream<Row> rows(Stream<Cell> cells) {
    return cells
        .filter(Cell::valid)
        .flatMap(cell -> cell.series(FixedHeapTables.SESSION).rows().stream());
  }

  private static boolean isRoomy(Row row) {
    return row.number("heap_bytes") > ROOMY * row.number("session_bytes");
  }

  /// How these sessions went with an allocator, one row for each.
  public List<Row> of(ComparedAllocator allocator) {
    return rows(results.traces().stream().flatMap(trace -> trace.cell(allocator).stream()))
        .filter(row -> row.number("heap_bytes") == heapBytes && isRoomy(row) == roomy)
        .toList();
  }

  /// How many pages were loaded whole, on average over the sessions.
  public Estimate pages(ComparedAllocator allocator) {
    return mean(of(allocator), row -> row.number("pages_done"));
  }

  /// How many sessions ended with a refused request.
  public long refused(ComparedAllocator allocator) {
    return refusals(allocator).size();
  }

  /// The mean of something where a request was refused.
  ///
  /// @return no estimate when none was
  public Estimate atRefusal(ComparedAllocator allocator, String column) {
    return mean(refusals(allocator), row -> row.number(column));
  }

  private List<Row> refusals(ComparedAllocator allocator) {
    return of(allocator).stream()
        .filter(row -> Boolean.FALSE.equals(row.get("completed")))
        .toList();
  }

  private static Estimate mean(List<Row> rows, ToDoubleFunction<Row> value) {
    return Statistics.mean(rows.stream().mapToDouble(value).toArray());
  }

  /// The most pages that a session has.
  public double longest() {
    return rows(results.traces().stream().flatMap(trace -> trace.cells().stream()))
        .mapToDouble(row -> row.number("pages"))
        .max()
        .orElse(0);
  }

  /// Those allocators that were measured, in the order of the experiment.
  public static List<ComparedAllocator> allocators(ExperimentResults results) {
    var measured = new ArrayList<ComparedAllocator>();
    for (ComparedAllocator one : results.allocators()) {
      Stream<Cell> cells = results.traces().stream().flatMap(trace -> trace.cell(one).stream());
      if (rows(cells).findAny().isPresent()) measured.add(one);
    }
    return measured;
  }
}
