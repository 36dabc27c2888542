package org.heaplab.measure.locality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class PlacementOrderTest {
  /// Blocks of a size, and accesses to them by birth.
  private static Trace trace(int blocks, int bytes, int... accesses) {
    var builder = new TraceBuilder();
    for (int i = 0; i < blocks; i++) builder.malloc(bytes);
    for (int birth : accesses) builder.access(birth, 0, 8, false);
    return builder.build("t", Provenance.UNKNOWN);
  }

  private static int[] order(PlacementOrder order, Trace trace) {
    try (trace) {
      return order.of(new UsedBlocksOfTrace(trace));
    }
  }

  @Test
  void ordersAreAsTheySay() {
    int[] accesses = {2, 3, 1, 3, 1, 1, 2, 3, 3};
    assertArrayEquals(new int[] {0, 1, 2, 3}, order(PlacementOrder.BIRTH, trace(4, 8, accesses)));
    assertArrayEquals(
        new int[] {2, 3, 1, 0}, order(PlacementOrder.FIRST_USE, trace(4, 8, accesses)));
    assertArrayEquals(
        new int[] {3, 1, 2, 0}, order(PlacementOrder.MOST_USED, trace(4, 8, accesses)));
  }

  @Test
  void whatIsUsedInTurnLiesTogether() {
    int[] accesses = {0, 4, 0, 4, 0, 4, 2, 5, 2, 5, 2, 1, 3};
    assertArrayEquals(
        new int[] {0, 4, 2, 5, 1, 3}, order(PlacementOrder.TOGETHER, trace(6, 8, accesses)));
  }

  /// Ten of a hundred blocks are used. As they were born they lie in three pages, together in one.
  @Test
  void placingUsedBlocksTogetherSavesMisses() {
    int[] accesses = IntStream.range(0, 1000).map(i -> i % 10 * 10).toArray();
    try (Trace trace = trace(100, 100, accesses)) {
      List<Row> rows = new PlacementMeasurement().measure(new Key("e", "t", ""), trace);
      assertEquals(4, rows.size());
      assertEquals(1000, rows.getFirst().number("accesses"));
      assertEquals(3, rows.getFirst().number("tlb_misses"));
      assertEquals(1, rows.getLast().number("tlb_misses"));
      assertEquals(10, rows.getLast().number("l1_misses"));
    }
    try (Trace trace = trace(3, 8)) {
      assertEquals(List.of(), new PlacementMeasurement().measure(new Key("e", "t", ""), trace));
    }
  }
}
