package org.heaplab.report.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Tables;

/// What each allocator of a run was, as the rows of its results say: which library, with which
/// settings, aligning how.
public final class ProvenanceTable {
  private static final List<String> FACTS = List.of("version", "settings", "alignment");

  private ProvenanceTable() {}

  /// None where no row says anything.
  public static Optional<TextTable> of(Run run) {
    var table =
        new TextTable.Builder(
                "What was measured. Dirty at the start is what a library has written to before the"
                    + " first operation, which no footprint includes; reads of the clock are those"
                    + " of the time that the trace sets. Both are least and most over the traces.")
            .columns(
                "allocator",
                "version and file",
                "settings",
                "alignment",
                "dirty at the start",
                "reads of the clock");
    List<ComparedAllocator> known =
        run.allocators().stream().filter(one -> isKnown(cells(run, one))).toList();
    for (ComparedAllocator one : known) table.row(row(one, cells(run, one)));
    return known.isEmpty() ? Optional.empty() : Optional.of(table.build());
  }

  private static List<Cell> cells(Run run, ComparedAllocator allocator) {
    return run.experiments().stream()
        .flatMap(results -> results.traces().stream())
        .flatMap(trace -> trace.cell(allocator).stream())
        .filter(cell -> cell.has(Tables.SPACE))
        .toList();
  }

  private static boolean isKnown(List<Cell> cells) {
    return FACTS.stream().anyMatch(fact -> !words(cells, fact).isEmpty());
  }

  private static List<Entry> row(ComparedAllocator allocator, List<Cell> cells) {
    return List.of(
        Entry.code(allocator.name()),
        fact(cells, "version"),
        fact(cells, "settings"),
        fact(cells, "alignment"),
        range(cells, "startup_bytes", Unit.BYTES),
        range(cells, "clock_reads", Unit.COUNT));
  }

  private static Entry fact(List<Cell> cells, String column) {
    String words = words(cells, column);
    return Entry.words(words.isEmpty() ? Unit.MISSING : words);
  }

  private static String words(List<Cell> cells, String column) {
    return cells.stream()
        .map(cell -> cell.value(Tables.SPACE, column))
        .filter(value -> value != null && !value.toString().isEmpty())
        .map(Object::toString)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static Entry range(List<Cell> cells, String column, Unit unit) {
    double[] values =
        cells.stream()
            .mapToDouble(cell -> cell.number(Tables.SPACE, column))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (values.length == 0) return Entry.words(Unit.MISSING);
    double least = values[0];
    double most = values[values.length - 1];
    return Entry.words(least == most ? unit.format(least) : unit.range(least, most));
  }
}
