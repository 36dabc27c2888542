package org.heaplab.report.fixed;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Unit;

/// Browsing sessions in heaps of fixed size: how many pages they load, and what room there is when
/// a request is refused.
public final class SessionsTable {
  private SessionsTable() {}

  /// None where there is nothing of it.
  public static List<TextTable> of(ExperimentResults results) {
    return Stream.of(true, false)
        .flatMap(roomy -> Sessions.of(results, roomy).stream())
        .map(sessions -> table(results, sessions))
        .toList();
  }

  private static TextTable table(ExperimentResults results, Sessions sessions) {
    var table =
        new TextTable.Builder(
                "Heaps of %s %s room to spare beyond the most live bytes of a session: pages loaded before a request is refused, and means over the refusals, each with its 95 %% interval over sessions. The largest free piece is as the heap lies."
                    .formatted(
                        Unit.BYTES.format(sessions.heapBytes()),
                        sessions.roomy() ? "with" : "without"))
            .columns("allocator", "pages", "sessions refused", "live bytes", "free bytes")
            .columns("largest free piece", "request refused");
    for (ComparedAllocator one : Sessions.allocators(results)) table.row(row(sessions, one));
    return table.build();
  }

  private static List<Entry> row(Sessions sessions, ComparedAllocator allocator) {
    long refused = sessions.refused(allocator);
    return List.of(
        Entry.code(allocator.name()),
        Entry.value(sessions.pages(allocator), Unit.RATIO),
        Entry.number(
            "%d of %d".formatted(refused, sessions.of(allocator).size()), (double) refused),
        atRefusal(sessions, allocator, "live_bytes"),
        atRefusal(sessions, allocator, "free_bytes"),
        atRefusal(sessions, allocator, "lying_bytes"),
        atRefusal(sessions, allocator, "request_bytes"));
  }

  private static Entry atRefusal(Sessions sessions, ComparedAllocator allocator, String column) {
    return Entry.value(sessions.atRefusal(allocator, column), Unit.BYTES);
  }
}
