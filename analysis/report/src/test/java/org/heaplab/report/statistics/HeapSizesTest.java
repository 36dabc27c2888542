package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.statistics.HeapSizes.Quantity;
import org.heaplab.report.statistics.HeapSizes.Step;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class HeapSizesTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static Cell cell(String trace) {
    return MadeUp.cell(OURS, trace, Map.of("peak_live_bytes", 1000, "allocated_bytes", 100));
  }

  private static void heap(Cell cell, double factor, int round, double nanos, Integer pause) {
    var values = new HashMap<String, Object>();
    values.put("factor", factor);
    values.put("round", round);
    values.put("heap_bytes", (long) (1100 * factor));
    values.put("completed", nanos > 0);
    if (nanos > 0) {
      values.put("ns_per_op", nanos);
      values.put("compactions", pause == null ? 0 : 3);
      values.put("moved_bytes", pause == null ? 0 : 40);
    }
    if (pause != null) values.put("max_pause_ns", pause);
    cell.add(Row.of(Tables.HEAP, cell.key(), values));
  }

  private static List<HeapSizes> of(Quantity quantity, Cell... cells) {
    var traces = List.of(cells).stream().map(cell -> MadeUp.trace(cell.trace(), cell)).toList();
    var results =
        new ExperimentResults(
            MadeUp.about("e", "ours", List.of()), traces, List.of(OURS), Map.of());
    return HeapSizes.of(results, quantity);
  }

  private static Cell[] twoTraces() {
    Cell one = cell("one");
    Cell two = cell("two");
    for (int round = 0; round < 3; round++) {
      heap(one, 1, round, 40 + round, 900);
      heap(two, 1, round, 10 * (40 + round), 1200 + round);
      heap(one, 2, round, 10, null);
      heap(two, 2, round, 10, null);
      heap(one, 1.5, round, 20, 10);
      heap(two, 1.5, round, round == 2 ? 0 : 20, null);
    }
    return new Cell[] {one, two};
  }

  @Test
  void aStepIsTheMeanOverTracesRoundByRound() {
    Step first = of(Quantity.TIME, twoTraces()).getFirst().steps().getFirst();
    assertEquals(1.1, first.size(), 1e-9);
    assertEquals(41 * Math.sqrt(10), first.value().value(), 1e-9);
    assertEquals(40 * Math.sqrt(10), first.value().low(), 1e-9);
    assertEquals(42 * Math.sqrt(10), first.value().high(), 1e-9);
  }

  @Test
  void aSizeInWhichATraceWasNotCompletedIsLeftOut() {
    HeapSizes line = of(Quantity.TIME, twoTraces()).getFirst();
    assertEquals(List.of(1.0, 2.0), line.steps().stream().map(Step::factor).toList());
    assertEquals(List.of(1.5), line.notCompleted());
  }

  @Test
  void thePauseIsTheLongestOnAnyTraceAndNoneWhereNothingMoved() {
    List<Step> steps = of(Quantity.PAUSE, twoTraces()).getFirst().steps();
    assertEquals(1201, steps.getFirst().value().value());
    assertEquals(0, steps.getLast().value().value());
    assertEquals(
        0.4, of(Quantity.MOVED, twoTraces()).getFirst().steps().getFirst().value().value());
  }

  @Test
  void whatNeverMovesHasNoLineOfPauses() {
    Cell cell = cell("one");
    heap(cell, 1, 0, 5, null);
    assertEquals(1, of(Quantity.TIME, cell).size());
    assertTrue(of(Quantity.PAUSE, cell).isEmpty());
  }

  @Test
  void aTraceWithoutFixedHeapsOfEveryAllocatorIsLeftOut() {
    ComparedAllocator rival = MadeUp.java("rival", "f");
    ComparedAllocator idle = MadeUp.java("idle", "f");
    Cell one = cell("one");
    Cell two = cell("two");
    Cell theirs = MadeUp.cell(rival, "one", Map.of("peak_live_bytes", 1000));
    for (Cell cell : List.of(one, two, theirs)) heap(cell, 1, 0, 40, null);
    var results =
        new ExperimentResults(
            MadeUp.about("e", "ours", List.of()),
            List.of(
                MadeUp.trace("one", one, theirs, MadeUp.cell(idle, "one", Map.of())),
                MadeUp.trace("two", two)),
            List.of(OURS, rival, idle),
            Map.of());
    assertEquals(1, HeapSizes.traces(results).size());
    assertEquals(
        List.of(OURS, rival),
        HeapSizes.of(results, Quantity.TIME).stream().map(HeapSizes::allocator).toList());
  }
}
