package org.heaplab.report.fixed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;

/// Conditions under which allocators were measured in heaps of fixed size: a heap size, and a value
/// of the option that the experiment varies by locks.
///
/// @param factor size of the heap over the most live bytes of the trace
/// @param value of the varied option; NaN where none is varied
/// @param words what it is, for people
public record SetUp(double factor, double value, String words, List<Contender> contenders) {
  public SetUp {
    contenders = List.copyOf(contenders);
  }

  /// An allocator under these conditions.
  ///
  /// @param measured with locks of its own, where it has any
  /// @param plain the same without them, as figures show it
  public record Contender(ComparedAllocator measured, ComparedAllocator plain) {
    /// The rows of a table for the heap size, on a trace.
    public List<Row> rows(Table table, double factor, TraceResults trace) {
      return trace.cell(measured).filter(Cell::valid).stream()
          .flatMap(cell -> cell.series(table).rows().stream())
          .filter(row -> row.number("factor") == factor)
          .toList();
    }

    /// How a trace went in the heap; none where that was not measured.
    public Stream<Row> outcome(double factor, TraceResults trace) {
      return rows(FixedHeapTables.FIXED, factor, trace).stream().limit(1);
    }
  }

  /// All that were measured, the loosest first: the largest heaps, and of these the smallest value
  /// of the option. An allocator that was not measured with the value stands there as it is.
  public static List<SetUp> of(ExperimentResults results) {
    var setUps = new ArrayList<SetUp>();
    Variation varied = results.experiment().varied();
    List<Double> values =
        results.allocators().stream().map(one -> value(varied, one)).distinct().sorted().toList();
    List<Double> factors =
        results.traces().stream()
            .flatMap(trace -> trace.cells().stream())
            .flatMap(cell -> cell.series(FixedHeapTables.FIXED).rows().stream())
            .map(row -> row.number("factor"))
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    for (double factor : factors) {
      for (double value : values) {
        List<Contender> contenders =
            contenders(results, value).stream()
                .filter(one -> wasMeasured(one, factor, results))
                .toList();
        setUps.add(new SetUp(factor, value, words(factor, varied, value), contenders));
      }
    }
    return setUps;
  }

  /// The first of them all; none where nothing was measured.
  static Optional<SetUp> loosest(ExperimentResults results) {
    return of(results).stream().findFirst();
  }

  /// The last of them all; none where nothing was measured.
  static Optional<SetUp> tightest(ExperimentResults results) {
    return of(results).reversed().stream().findFirst();
  }

  private static boolean wasMeasured(Contender one, double factor, ExperimentResults results) {
    return results.traces().stream()
        .anyMatch(trace -> one.outcome(factor, trace).findAny().isPresent());
  }

  private static String words(double factor, Variation varied, double value) {
    String heap = text(factor) + " × live";
    return varied == null ? heap : "%s, %s %s".formatted(heap, varied.option(), text(value));
  }

  private static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /// One for each allocator without locks of its own: with those of the value, if it was measured
  /// with them.
  private static List<Contender> contenders(ExperimentResults results, double value) {
    Variation varied = results.experiment().varied();
    return results.allocators().stream()
        .filter(one -> one.name().equals(plain(one)))
        .map(
            one ->
                results.allocators().stream()
                    .filter(other -> plain(other).equals(one.name()))
                    .filter(other -> value(varied, other) == value)
                    .findFirst()
                    .map(other -> new Contender(other, one))
                    .orElse(new Contender(one, one)))
        .toList();
  }

  private static double value(Variation varied, ComparedAllocator allocator) {
    return varied == null ? Double.NaN : varied.of(allocator);
  }

  private static String plain(ComparedAllocator allocator) {
    return allocator.name().replaceFirst("@.*", "");
  }

  /// The recorded traces on which every contender was measured.
  public List<TraceResults> traces(ExperimentResults results) {
    return results.candidates().stream()
        .filter(
            trace ->
                contenders.stream()
                    .allMatch(one -> one.outcome(factor, trace).findAny().isPresent()))
        .toList();
  }
}
