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

  /// Half of the frees are half of the bytes: each leaves as much of a page to those that are kept.
  @Test
  void theCurveOfThoseThatAreKeptRisesFromTheFirstFreeOn() throws IOException {
    for (Result result : measure(scattered(), "first-fit", "handle:compact=asked")) {
      List<Row> curve = curve(result.cell(), "kept");
      assertEquals(100, curve.size());
      double end = curve.getLast().number("bytes");
      double most = 0;
      for (Row point : curve) {
        double bytes = point.number("bytes");
        double freed = point.number("op") - BLOCKS;
        double share = Math.max(0, freed) / (BLOCKS / 8 * 7);
        assertEquals(share, bytes / end, 0.03, point.toString());
        most = Math.max(most, bytes);
      }
      Row kept = rows(result.cell(), SiteTables.STRANDED).get("kept");
      assertEquals(most, kept.number("at_most"), 0.5);
      assertTrue(end > 3 * Math.max(1, curve(result.cell(), "freed").getLast().number("bytes")));
      assertEquals(0, curve(result.cell(), "").getLast().number("bytes"));
    }
  }

  private static List<Row> curve(Cell cell, String site) {
    return cell.series(SiteTables.STRANDED_OVER_TIME).rows().stream()
        .filter(row -> row.text("site").equals(site))
        .toList();
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
    assertFalse(cell.has(SiteTables.STRANDED_OVER_TIME));
    assertFalse(cell.has(SiteTables.SITE));
  }
}
