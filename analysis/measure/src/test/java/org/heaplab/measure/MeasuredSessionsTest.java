package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Sessions of pages in heaps of 4 to 8 MiB.
class MeasuredSessionsTest {
  private static final List<Measurement> MEASUREMENTS =
      Replay.usual(Measurements.SESSIONS).stream().filter(one -> !one.isTimed()).toList();

  private static final int PAGE_BLOCKS = 800;
  private static final int BYTES = 1024;

  /// Each page is 800 blocks, of 1 KiB, 2 KiB, and so on; then every second one is freed, and
  /// leaves a hole that is too small for the next page.
  private static Trace session(int pages) {
    var builder = new TraceBuilder();
    for (int page = 1; page <= pages; page++) {
      builder.phase("page " + page);
      int[] slots = new int[PAGE_BLOCKS];
      for (int i = 0; i < PAGE_BLOCKS; i++) slots[i] = builder.malloc((long) BYTES * page);
      for (int i = 0; i < PAGE_BLOCKS; i++) if (i % 2 != 0) builder.free(slots[i]);
    }
    return builder.build("pages", Provenance.UNKNOWN);
  }

  private static List<Row> rows(Trace trace, String allocator) throws IOException {
    Result result =
        Replay.run(trace, List.of(allocator), MEASUREMENTS, ReplayOptions.DEFAULT, Progress.NONE)
            .getFirst();
    assertTrue(result.valid(), result.reason());
    return result.cell().series(FixedHeapTables.SESSION).rows();
  }

  @Test
  void onlyWhatMovesBlocksLoadsAllPages() throws IOException {
    try (Trace trace = session(3)) {
      // 400 and 800 KiB stay of the first two pages, and the third is 2,400 KiB.
      Row moving = rows(trace, "handle").getFirst();
      assertEquals(4L << 20, (long) moving.number("heap_bytes"));
      assertEquals(3600 << 10, (long) moving.number("session_bytes"));
      assertEquals(true, moving.get("completed"));
      assertEquals(3, moving.number("pages_done"));

      Row rigid = rows(trace, "first-fit").getFirst();
      assertEquals(false, rigid.get("completed"));
      assertEquals(3, rigid.number("pages"));
      assertTrue(rigid.number("pages_done") < 3, rigid.toString());
      assertTrue(rigid.number("free_bytes") > rigid.number("request_bytes"), rigid.toString());
      assertTrue(rigid.number("lying_bytes") < rigid.number("request_bytes"), rigid.toString());
    }
  }

  @Test
  void aSessionThatNeedsLittleHasNoHeap() throws IOException {
    try (Trace trace = session(1)) {
      assertEquals(List.of(), rows(trace, "first-fit"));
    }
  }
}
