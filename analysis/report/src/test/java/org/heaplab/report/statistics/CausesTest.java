package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final Key KEY = new Key("e", "trace", "ours");

  private static Row row(String cause, long peakBytes, double meanBytes) {
    return Row.of(
        Tables.CAUSE,
        KEY,
        Map.of("cause", cause, "peak_bytes", peakBytes, "mean_bytes", meanBytes));
  }

  @Test
  void sharesAreOfTheLiveBytesThen() {
    Cell cell = new Cell(KEY).add(row("live", 200, 100)).add(row("padding", 50, 10));
    assertEquals(Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.25), Causes.AT_PEAK.of(cell));
    assertEquals(Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.1), Causes.ON_AVERAGE.of(cell));
  }

  @Test
  void aCauseThatIsNotKnownIsLeftOut() {
    Cell cell = new Cell(KEY).add(row("live", 200, 100)).add(row("taste", 50, 10));
    assertEquals(Map.of(Cause.LIVE, 1.0), Causes.ON_AVERAGE.of(cell));
  }

  @Test
  void whereNothingIsLiveThereAreNoShares() {
    assertEquals(Map.of(), Causes.ON_AVERAGE.of(new Cell(KEY)));
    assertEquals(Map.of(), Causes.ON_AVERAGE.of(new Cell(KEY).add(row("padding", 1, 1))));
  }

  @Test
  void whatRoundsToNothingEverywhereIsNotShown() {
    assertEquals(
        List.of(Cause.PADDING, Cause.METADATA),
        Causes.shown(
            List.of(
                Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.0001, Cause.METADATA, 0.2),
                Map.of(Cause.PADDING, 0.0006, Cause.UNTOUCHED, 0.0004))));
  }

  @Test
  void theOverheadIsAllButWhatIsLive() {
    assertEquals(
        0.75, Causes.overhead(Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.5, Cause.REST, 0.25)));
  }
}
