package org.heaplab.report.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class OperationTimesTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator RIVAL = MadeUp.rival("rival");

  private static Cell cell(ComparedAllocator allocator, String trace) {
    return MadeUp.cell(allocator, trace, Map.of("peak_live_bytes", 1000));
  }

  /// @param p99 of free; NaN where too few were counted
  private static Cell free(Cell cell, int round, long p50, double p99, long max) {
    var values = new HashMap<String, Object>();
    values.put("round", round);
    values.put("kind", OperationKind.FREE.title());
    values.put("count", 1000);
    values.put("p50_ns", p50);
    if (!Double.isNaN(p99)) values.put("p99_ns", (long) p99);
    values.put("max_ns", max);
    cell.add(Row.of(Tables.OPERATION, cell.key(), values));
    var clock = Map.of("round", round, "cost_ns", 20L + round, "step_ns", 1L);
    return cell.add(Row.of(Tables.CLOCK, cell.key(), clock));
  }

  private static ExperimentResults results(Cell... cells) {
    var traces = List.of(cells).stream().map(cell -> MadeUp.trace(cell.trace(), cell)).toList();
    return new ExperimentResults(
        MadeUp.about("e", "ours", List.of()), traces, List.of(OURS, RIVAL), Map.of());
  }

  private static ExperimentResults twoTraces() {
    Cell one = cell(OURS, "one");
    Cell two = cell(OURS, "two");
    for (int round = 0; round < 3; round++) {
      free(one, round, 10, 400, 7000 + round);
      free(two, round, 1000, Double.NaN, 900);
    }
    return results(one, two);
  }

  @Test
  void aPercentileIsTheMeanOverTheTracesWhereItIsKnown() {
    OperationTimes times = OperationTimes.of(twoTraces(), OperationKind.FREE).getFirst();
    assertEquals(100, times.percentiles().get(Percentile.P50).value(), 1e-9);
    assertEquals(400, times.percentiles().get(Percentile.P99).value(), 1e-9);
    assertEquals(Set.of(Percentile.P50, Percentile.P99), times.percentiles().keySet());
  }

  @Test
  void theLongestIsOnAnyTraceAndTheMedianOverProcesses() {
    OperationTimes times = OperationTimes.of(twoTraces(), OperationKind.FREE).getFirst();
    assertEquals(7001, times.longest().value());
    assertEquals(21, times.clock().value());
  }

  @Test
  void aKindThatNeverOccurredHasNoTimes() {
    assertEquals(List.of(), OperationTimes.of(twoTraces(), OperationKind.REALLOC));
  }

  @Test
  void aTraceOnWhichARivalWasNotTimedIsLeftOut() {
    Cell one = free(cell(OURS, "one"), 0, 10, 20, 30);
    Cell two = free(cell(OURS, "two"), 0, 40, 50, 60);
    Cell rival = free(cell(RIVAL, "one"), 0, 5, 6, 7);
    var traces = List.of(MadeUp.trace("one", one, rival), MadeUp.trace("two", two));
    var results =
        new ExperimentResults(
            MadeUp.about("e", "ours", List.of()), traces, List.of(OURS, RIVAL), Map.of());
    assertEquals(List.of(traces.getFirst()), OperationTimes.traces(results));
    List<OperationTimes> times = OperationTimes.of(results, OperationKind.FREE);
    assertEquals(List.of(OURS, RIVAL), times.stream().map(OperationTimes::allocator).toList());
    assertEquals(10, times.getFirst().percentiles().get(Percentile.P50).value());
  }

  @Test
  void aClockThatReportsNothingCountsAsOneNanosecond() {
    Cell cell = free(cell(OURS, "one"), 0, 0, 4, 5);
    OperationTimes times = OperationTimes.of(results(cell), OperationKind.FREE).getFirst();
    assertEquals(1, times.percentiles().get(Percentile.P50).value());
  }

  @Test
  void withoutOperationsThereIsNothing() {
    ExperimentResults results = results(cell(OURS, "one"));
    assertTrue(OperationTimes.traces(results).isEmpty());
    assertFalse(
        List.of(OperationKind.values()).stream()
            .anyMatch(kind -> !OperationTimes.of(results, kind).isEmpty()));
  }
}
