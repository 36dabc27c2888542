package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.heaplab.results.metric.Cause;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class CauseTest {
  private static Row row(String cause, long peakBytes, double meanBytes) {
    return Row.of(
        Tables.CAUSE,
        CELL,
        Map.of("cause", cause, "peak_bytes", peakBytes, "mean_bytes", meanBytes));
  }

  @Test
  void aCauseIsFoundByItsTitle() {
    for (Cause cause : Cause.values()) assertEquals(Optional.of(cause), Cause.find(cause.title()));
    assertEquals("unused entries", Cause.UNUSED_ENTRIES.title());
    assertEquals(Optional.empty(), Cause.find("Live"));
  }

  @Test
  void sharesAreOfTheLiveBytesOfTheColumn() {
    Cell cell = new Cell(CELL).add(row("live", 200, 100)).add(row("padding", 50, 10));
    assertEquals(Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.25), Cause.overLive(cell, "peak_bytes"));
    assertEquals(Map.of(Cause.LIVE, 1.0, Cause.PADDING, 0.1), Cause.overLive(cell, "mean_bytes"));
  }

  @Test
  void aCauseThatIsNotKnownIsLeftOut() {
    Cell cell = new Cell(CELL).add(row("live", 200, 100)).add(row("taste", 50, 10));
    assertEquals(Map.of(Cause.LIVE, 1.0), Cause.overLive(cell, "mean_bytes"));
  }

  @Test
  void whereNothingIsLiveThereAreNoShares() {
    assertEquals(Map.of(), Cause.overLive(new Cell(CELL), "mean_bytes"));
    assertEquals(Map.of(), Cause.overLive(new Cell(CELL).add(row("padding", 1, 1)), "mean_bytes"));
  }
}
