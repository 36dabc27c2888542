package org.heaplab.report.tables;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.TraceResults;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// What the numbers of a table are a sample of: how many traces, in how many processes, and the
/// seed; and what an interval is. Every table says it in these words.
public final class SampleNote {
  private SampleNote() {}

  /// @param seed what synthetic workloads were made from, and blocks drawn that stay locked
  public static String of(List<TraceResults> traces, long seed) {
    IntSummaryStatistics times = processes(traces, Tables.TIME, Tables.HEAP, Tables.PAUSE);
    IntSummaryStatistics footprints = processes(traces, Tables.PROCESS);
    var note = new StringBuilder("Measured on ").append(TraceGroup.words(traces));
    long timed = traces.stream().filter(trace -> processes(trace, Tables.TIME) > 0).count();
    if (timed > 0 && timed < traces.size()) note.append(", %d of them timed".formatted(timed));
    if (times.getCount() > 0) note.append("; each time in ").append(range(times));
    if (footprints.getCount() > 0) {
      note.append("; each native footprint in ").append(range(footprints));
    }
    note.append("; seed %d. ".formatted(seed));
    boolean varies = times.getMax() > 1 || footprints.getMax() > 1;
    return note.append(varies ? interval() : "There is no interval.").toString();
  }

  private static String interval() {
    return "An interval is that of the median over processes, at %.0f %%; of fewer than six, it is their range."
        .formatted(100 * Statistics.CONFIDENCE);
  }

  private static String range(IntSummaryStatistics counts) {
    String least = counts.getMin() < counts.getMax() ? counts.getMin() + " to " : "";
    return "%s%d %s"
        .formatted(least, counts.getMax(), counts.getMax() == 1 ? "process" : "processes");
  }

  /// Of each allocator on each trace.
  private static IntSummaryStatistics processes(List<TraceResults> traces, Table... tables) {
    return traces.stream()
        .flatMap(trace -> trace.cells().stream())
        .flatMap(cell -> Stream.of(tables).map(table -> processes(cell, table)))
        .filter(count -> count > 0)
        .mapToInt(Integer::intValue)
        .summaryStatistics();
  }

  private static int processes(TraceResults trace, Table table) {
    return trace.cells().stream().mapToInt(cell -> processes(cell, table)).max().orElse(0);
  }

  /// A process may have several rows, such as one for each size of the heap.
  private static int processes(Cell cell, Table table) {
    String number = table.has(Table.ROUND) ? Table.ROUND.name() : "process";
    return (int)
        cell.series(table).rows().stream().map(row -> row.number(number)).distinct().count();
  }
}
