package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Stranded bytes of real heaps, each in a process of its own.
class MeasuredSitesTest {
  private static final int BLOCKS = 20_000;

  /// Of every eight blocks of one size seven are freed; the eighth was requested elsewhere.
  private static Trace scattered() {
    var builder = new TraceBuilder();
    builder.nameSite(1, "freed");
    builder.nameSite(2, "kept");
    int[] slots = new int[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      builder.site(i % 8 == 0 ? 2 : 1);
      slots[i] = builder.malloc(100);
    }
    for (int i = 0; i < BLOCKS; i++) if (i % 8 != 0) builder.free(slots[i]);
    return builder.build("scattered", Provenance.UNKNOWN);
  }

  private static List<Result> measure(Trace made, String... allocators) throws IOException {
    try (Trace trace = made) {
      return Replay.run(
          trace,
          List.of(allocators),
          Replay.usual(Measurements.SITES, Measurements.STRANDED).stream()
              .filter(one -> !one.isTimed())
              .toList(),
          ReplayOptions.DEFAULT,
          Progress.NONE);
    }
  }

  private static Map<String, Row> rows(Cell cell, Table table) {
    var rows = new HashMap<String, Row>();
    for (Row row : cell.series(table).rows()) rows.put(row.text("site"), row);
    return rows;
  }

  @Test
  void survivorsStrandThePagesOfThoseThatWereFreed() throws IOException {
    for (Result result : measure(scattered(), "first-fit", "best-fit", "handle:compact=asked")) {
      Cell cell = result.cell();
      assertTrue(result.valid(), result.reason());
      Map<String, Row> stranded = rows(cell, SiteTables.STRANDED);
      double kept = stranded.get("kept").number("on_average");
      double freed = stranded.get("freed").number("on_average");
      assertTrue(kept > 3 * freed, () -> cell.allocator() + ": " + kept + ", " + freed);
      assertTrue(
          stranded.get("kept").number("at_peak") <= cell.number(Tables.SPACE, "free_bytes_at_peak"),
          cell.allocator());
      Map<String, Row> sites = rows(cell, SiteTables.SITE);
      assertEquals(BLOCKS / 8, sites.get("kept").number("blocks"));
      assertEquals(100.0 * BLOCKS / 8, sites.get("kept").number("live_bytes_at_peak"));
      assertEquals(100.0 * BLOCKS * 7 / 8, sites.get("freed").number("allocated_bytes"));
    }
  }

  @Test
  void aHeapThatMovesBlocksStrandsLess() throws IOException {
    List<Result> results = measure(scattered(), "handle", "handle:compact=asked");
    double moving =
        rows(results.getFirst().cell(), SiteTables.STRANDED).get("kept").number("on_average");
    double unmoved =
        rows(results.getLast().cell(), SiteTables.STRANDED).get("kept").number("on_average");
    assertTrue(2 * moving < unmoved, moving + ", " + unmoved);
  }

  @Test
  void aTraceThatDoesNotKnowItsPlacesHasNone() throws IOException {
    Cell cell = measure(TestTraces.churn(5, 2_000), "first-fit").getFirst().cell();
    assertFalse(cell.has(SiteTables.STRANDED));
    assertFalse(cell.has(SiteTables.SITE));
  }
}
