package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

/// The ratio after the peak, with numbers worked out by hand.
final class AfterPeakTest {
  /// @param points operations done, live bytes, footprint
  private static Cell cell(long[]... points) {
    var cell = new Cell(CELL);
    for (long[] point : points) {
      cell.add(
          Row.of(
              Tables.CURVE,
              CELL,
              Map.of("op", point[0], "live_bytes", point[1], "footprint_bytes", point[2])));
    }
    return cell;
  }

  private static double ratio(long[]... points) {
    return Metrics.AFTER_PEAK_RATIO.of(cell(points));
  }

  @Test
  void itIsTheMeanFootprintOverTheMeanLiveBytesAfterThePeak() {
    assertEquals(
        (90.0 + 60) / (50 + 10),
        ratio(
            new long[] {10, 40, 4000},
            new long[] {20, 100, 110},
            new long[] {30, 50, 90},
            new long[] {40, 10, 60}));
  }

  @Test
  void aPointStandsForTheOperationsSinceThePointBefore() {
    assertEquals(
        (2 * 90.0 + 8 * 60) / (2 * 50 + 8 * 10),
        ratio(new long[] {20, 100, 110}, new long[] {22, 50, 90}, new long[] {30, 10, 60}));
  }

  @Test
  void ofSeveralPeaksTheFirstCounts() {
    assertEquals(
        (130.0 + 60) / (100 + 20),
        ratio(new long[] {10, 100, 110}, new long[] {20, 100, 130}, new long[] {30, 20, 60}));
  }

  @Test
  void thereIsNoneWhenThePeakIsLastOrNothingStaysLive() {
    assertTrue(Double.isNaN(ratio()));
    assertTrue(Double.isNaN(ratio(new long[] {10, 40, 50}, new long[] {20, 50, 60})));
    assertTrue(Double.isNaN(ratio(new long[] {10, 40, 50}, new long[] {20, 0, 60})));
  }
}
