package org.heaplab.report.statistics;

import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Tables;

/// What is held when a trace ends.
public final class EndOfTrace {
  /// Of the most live bytes, what must be live at the end.
  private static final double LEAST_LIVE_SHARE = 0.01;

  private EndOfTrace() {}

  /// Whether it says anything: a program that has freed nearly everything says nothing by what is
  /// held for the rest.
  public static boolean tells(Cell cell) {
    return cell.number(Tables.SPACE, "end_live_bytes")
        >= LEAST_LIVE_SHARE * Metrics.PEAK_LIVE_BYTES.of(cell);
  }
}
