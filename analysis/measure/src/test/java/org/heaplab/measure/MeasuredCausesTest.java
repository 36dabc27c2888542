package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// What is measured of real heaps, each in a process of its own.
class MeasuredCausesTest {
  private static final ReplayOptions OPTIONS = ReplayOptions.DEFAULT;

  private static Map<Cause, Double> causes(Cell cell, String column) {
    var causes = new EnumMap<Cause, Double>(Cause.class);
    for (Row row : cell.series(Tables.CAUSE).rows()) {
      causes.put(Cause.find(row.text("cause")).orElseThrow(), row.number(column));
    }
    return causes;
  }

  private static double sum(Cell cell, String column) {
    return causes(cell, column).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<Result> measure(Trace made, String... allocators) throws IOException {
    try (Trace trace = made) {
      return TestReplay.causes(
          trace, MeasuredAllocators.resolve(List.of(allocators), OPTIONS).found(), OPTIONS);
    }
  }

  /// The mean footprint at each of the points of the walks.
  private static double meanFootprint(Cell cell) {
    List<Row> curve = cell.series(Tables.CURVE).rows();
    long ops = (long) cell.number(Tables.SPACE, "ops");
    double sum = 0;
    for (long point = 1; point <= SamplingPlan.EVEN_POINTS; point++) {
      long op = point * ops / SamplingPlan.EVEN_POINTS;
      sum +=
          curve.stream()
              .filter(row -> row.number("op") == op)
              .findFirst()
              .orElseThrow()
              .number("footprint_bytes");
    }
    return sum / SamplingPlan.EVEN_POINTS;
  }

  @Test
  void theCausesOfEachHeapSumToItsFootprint() throws IOException {
    String[] ours = {
      "handle",
      "handle:align=malloc",
      "handle:pack=0.015,popular=16",
      "jeff",
      "first-fit",
      "best-fit",
      "buddy",
      "page",
      "bump"
    };
    List<Result> results = measure(TestTraces.churn(5, 20_000), ours);
    assertEquals(ours.length, results.size());
    for (Result result : results) {
      Cell cell = result.cell();
      assertTrue(result.valid(), () -> cell.allocator() + ": " + result.reason());
      assertEquals(
          cell.number(Tables.SPACE, "peak_footprint_bytes"),
          sum(cell, "peak_bytes"),
          cell.allocator());
      assertEquals(meanFootprint(cell), sum(cell, "mean_bytes"), 1e-3, cell.allocator());
    }
  }

  /// 3000 blocks of 40 bytes, in chunks of 48 with a size word, and one that is not touched whole.
  @Test
  void theBlocksOfTheCLibraryHaveAWordAndPadding() throws IOException {
    var builder = new TraceBuilder();
    for (int i = 0; i < 3000; i++) builder.malloc(37);
    builder.touched(builder.malloc(1 << 24), 10_000);
    List<Result> results = measure(builder.build("blocks", Provenance.UNKNOWN), "glibc");
    assumeFalse(results.isEmpty(), "needs a C compiler");
    Map<Cause, Double> causes = causes(results.getFirst().cell(), "peak_bytes");
    assertEquals(3000 * 37 + 10_000, causes.get(Cause.LIVE));
    assertEquals(3001 * 8, causes.get(Cause.HEADERS));
    double padding = causes.get(Cause.PADDING);
    assertTrue(padding >= 3000 * 3 && padding < 3000 * 3 + 4096, () -> "padding " + padding);
    assertEquals(
        results.getFirst().cell().number(Tables.SPACE, "peak_footprint_bytes"),
        sum(results.getFirst().cell(), "peak_bytes"),
        16 * 4096);
    assertFalse(causes.containsKey(Cause.FREE_PAGES));
  }
}
