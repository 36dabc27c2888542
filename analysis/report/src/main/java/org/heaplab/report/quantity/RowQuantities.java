package org.heaplab.report.quantity;

import java.util.Arrays;
import java.util.stream.Stream;
import org.heaplab.report.fixed.Sessions;
import org.heaplab.report.latency.OperationTimes;
import org.heaplab.report.latency.Utilisation;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.WorkloadTables;

/// Numbers of one allocator that no metric has, because its tables have many rows: of single
/// operations, of sessions, of adversaries.
final class RowQuantities {
  private static final long MIB = 1 << 20;
  private static final String ROOMY = " roomy";
  private static final String TIGHT = " tight";

  private final ExperimentResults results;
  private final ComparedAllocator allocator;

  RowQuantities(ExperimentResults results, ComparedAllocator allocator) {
    this.results = results;
    this.allocator = allocator;
  }

  /// @param column of a percentile, or `max_ns`
  /// @param kind the key of a kind of operations
  Quantity operation(String column, String kind) {
    OperationTimes times =
        OperationTimes.of(results, OperationKind.ofKey(kind)).stream()
            .filter(one -> one.allocator().equals(allocator))
            .findFirst()
            .orElseThrow(RowQuantities::nothing);
    if (column.equals("max_ns")) return new Quantity(times.longest(), Unit.NANOS);
    return Arrays.stream(Percentile.values())
        .filter(one -> one.column().equals(column))
        .filter(times.percentiles()::containsKey)
        .findFirst()
        .map(one -> new Quantity(times.percentiles().get(one), Unit.NANOS))
        .orElseThrow(RowQuantities::nothing);
  }

  /// @param window its length in nanoseconds
  Quantity utilisation(String window) {
    double length = number(window);
    return Utilisation.of(results).stream()
        .filter(one -> one.allocator().equals(allocator))
        .filter(one -> one.least().containsKey(length))
        .findFirst()
        .map(one -> new Quantity(one.least().get(length), Unit.SHARE))
        .orElseThrow(RowQuantities::nothing);
  }

  /// @param heap as in `4M roomy`
  Quantity pages(String heap) {
    boolean roomy = heap.endsWith(ROOMY);
    if (!roomy && !heap.endsWith(TIGHT)) {
      throw new IllegalArgumentException(
          "a heap must be a size and '%s' or '%s': %s".formatted(ROOMY, TIGHT, heap));
    }
    String size = heap.substring(0, heap.length() - (roomy ? ROOMY : TIGHT).length());
    Estimate pages =
        Sessions.of(results, roomy).stream()
            .filter(sessions -> size.equals(sessions.heapBytes() / MIB + "M"))
            .findFirst()
            .orElseThrow(RowQuantities::nothing)
            .pages(allocator);
    return new Quantity(pages, Unit.RATIO);
  }

  /// What is held over what is live.
  Quantity adversary(String name) {
    return Stream.ofNullable(results.alone().get(allocator.name()))
        .flatMap(cell -> cell.series(WorkloadTables.ADVERSARY).rows().stream())
        .filter(row -> row.text("adversary").equals(name))
        .findFirst()
        .map(row -> new Quantity(Rounds.exact(row.number("ratio")).estimate(), Unit.RATIO))
        .orElseThrow(RowQuantities::nothing);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it must be a number: " + text, e);
    }
  }

  private static IllegalArgumentException nothing() {
    return new IllegalArgumentException("nothing was measured");
  }
}
