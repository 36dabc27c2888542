package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.MapCell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

/// Heap maps of real heaps, each in a process of its own.
class MeasuredHeapMapsTest {
  private static final ReplayOptions OPTIONS = ReplayOptions.DEFAULT;

  private static List<Result> measure(Trace made, ReplayOptions options, String... allocators)
      throws IOException {
    try (Trace trace = made) {
      return TestReplay.heapMaps(
          trace, MeasuredAllocators.resolve(List.of(allocators), options).found(), options);
    }
  }

  private static double sum(Cell cell, String column) {
    return Arrays.stream(cell.series(Tables.HEAP_MAP).numbers(column)).sum();
  }

  @Test
  void everyHeapOfOursThatCanBeWalkedHasAMap() throws IOException {
    String[] ours = {"handle", "handle:align=malloc", "first-fit", "best-fit", "buddy", "page"};
    for (Result result : measure(TestTraces.churn(5, 20_000), OPTIONS, ours)) {
      Cell cell = result.cell();
      String name = cell.allocator();
      assertTrue(result.valid(), () -> name + ": " + result.reason());
      List<Row> points = cell.series(Tables.HEAP_MAP).rows();
      assertEquals(160, points.size(), name);
      assertEquals(20_000, points.getLast().number("op"), name);
      assertEquals(
          cell.number(Tables.SPACE, "end_footprint_bytes"),
          points.getLast().number("footprint_bytes"),
          name);
      int bins = (int) Arrays.stream(cell.series(Tables.HEAP_AREA).numbers("bins")).sum();
      for (Row point : points) {
        String cells = point.text("cells");
        assertEquals(bins, cells.length(), name);
        assertTrue(cells.chars().allMatch(one -> MapCell.isKnown((char) one)), cells);
      }
      assertEquals(17, cell.series(Tables.UNUSABLE).size(), name);
      double[] shares = cell.series(Tables.UNUSABLE).numbers("on_average");
      for (int i = 1; i < shares.length; i++) assertTrue(shares[i] >= shares[i - 1], name);
    }
  }

  @Test
  void movedBytesSumToThoseOfTheReplayAndOneThatMovesNothingHasNone() throws IOException {
    List<Result> results =
        measure(TestTraces.scattered(50_000), OPTIONS, "handle", "handle:compact=asked");
    Cell moving = results.getFirst().cell();
    assertTrue(sum(moving, "moved_bytes") > 0);
    assertEquals(moving.number(Tables.SPACE, "moved_bytes"), sum(moving, "moved_bytes"));
    Cell unmoved = results.getLast().cell();
    assertEquals(0, sum(unmoved, "moved_bytes"));
    Row end = unmoved.series(Tables.HEAP_MAP).rows().getLast();
    assertTrue(end.text("cells").contains("1"), "an eighth is used: " + end.text("cells"));
  }

  @Test
  void blocksThatStayLockedAreSeen() throws IOException {
    Cell touched = measure(TestTraces.scattered(5_000), OPTIONS, "handle").getFirst().cell();
    Cell held =
        measure(TestTraces.scattered(5_000), OPTIONS.withLocks(new LockMode.Hold(0.5, 1)), "handle")
            .getFirst()
            .cell();
    assertFalse(hasLocked(touched));
    assertTrue(hasLocked(held));
  }

  private static boolean hasLocked(Cell cell) {
    return cell.series(Tables.HEAP_MAP).rows().stream()
        .anyMatch(row -> row.text("cells").chars().anyMatch(one -> MapCell.isLocked((char) one)));
  }

  @Test
  void aNativeAllocatorHasNone() throws IOException {
    List<Result> results = measure(TestTraces.churn(5, 2_000), OPTIONS, "glibc");
    assumeFalse(results.isEmpty(), "needs a C compiler");
    assertTrue(results.getFirst().valid(), results.getFirst().reason());
    assertFalse(results.getFirst().cell().has(Tables.HEAP_MAP));
    assertFalse(results.getFirst().cell().has(Tables.UNUSABLE));
  }
}
