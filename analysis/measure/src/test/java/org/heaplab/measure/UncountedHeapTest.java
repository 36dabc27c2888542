package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

/// A heap of a library for Java says what it holds, and can neither be walked nor limited: what
/// needs that has no rows of it, and it is valid all the same.
class UncountedHeapTest {
  private static final String SUBJECT = "netty-pooled";
  private static final ReplayOptions OPTIONS =
      ReplayOptions.DEFAULT.withRounds(1).withWarmup(Duration.ofMillis(1));

  private static Cell measure(String... measurements) throws IOException {
    try (Trace trace = TestTraces.churn(1, 2_000)) {
      Result result =
          Replay.run(trace, List.of(SUBJECT), Replay.usual(measurements), OPTIONS, Progress.NONE)
              .getFirst();
      assertTrue(result.valid(), result.reason());
      return result.cell();
    }
  }

  @Test
  void whatNeedsAWalkHasNoRows() throws IOException {
    Cell cell = measure(Measurements.CAUSES, Measurements.HEAP_MAPS, Measurements.FREE_LISTS);
    assertTrue(cell.number(Tables.SPACE, "peak_footprint_bytes") > 0);
    assertNull(cell.value(Tables.SPACE, "metadata_bytes_at_peak"));
    assertNull(cell.value(Tables.SPACE, "digest"));
    assertTrue(cell.value(Tables.SPACE, "version").toString().startsWith("netty-buffer 4.2."));
    assertFalse(cell.has(Tables.CAUSE) || cell.has(Tables.HEAP_MAP) || cell.has(Tables.FREE_LIST));
  }

  @Test
  void whatNeedsALimitHasNoRows() throws IOException {
    Cell cell =
        measure(Measurements.SMALLEST_HEAP, Measurements.LARGEST_BLOCK, Measurements.WINDOWS);
    assertNull(cell.value(Tables.MIN_HEAP, "min_heap_bytes"));
    assertFalse(cell.has(FixedHeapTables.FIXED) || cell.has(FixedHeapTables.WINDOW));
  }

  @Test
  void inAFixedHeapItIsLeftOut() {
    MeasuredAllocators subjects =
        MeasuredAllocators.resolve(List.of(SUBJECT), OPTIONS.withHeap(1 << 20));
    assertEquals(List.of(), subjects.found());
    assertEquals("it has no heap limit", subjects.missing().getFirst().reason());
  }
}
