package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Single operations of real heaps, each in a process of its own.
class MeasuredOperationsTest {
  private static final int ROUNDS = 2;
  private static final ReplayOptions OPTIONS =
      ReplayOptions.DEFAULT.withRounds(ROUNDS).withWarmup(Duration.ZERO);

  private static List<Result> measure(Trace made, String... allocators) throws IOException {
    List<Measurement> wanted =
        Replay.usual(Measurements.OPERATIONS).stream()
            .filter(one -> !one.isTimed() || one.name().equals(Measurements.OPERATIONS))
            .toList();
    try (Trace trace = made) {
      return Replay.run(trace, List.of(allocators), wanted, OPTIONS, Progress.NONE);
    }
  }

  /// The rows of a round by kind.
  private static Map<OperationKind, Row> kinds(Cell cell, int round) {
    var kinds = new EnumMap<OperationKind, Row>(OperationKind.class);
    for (Row row : cell.series(Tables.OPERATION).rows()) {
      if (row.round() == round) kinds.put(OperationKind.find(row.text("kind")).orElseThrow(), row);
    }
    return kinds;
  }

  /// Of each size band twenty blocks, ten of which grow; then all are freed.
  private static Trace ofEachKind() {
    var builder = new TraceBuilder();
    int[] slots = new int[80];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = builder.malloc(List.of(64, 1 << 10, 32 << 10, (32 << 10) + 1).get(i % 4));
    }
    for (int i = 0; i < 40; i++) builder.realloc(slots[i], 100);
    for (int slot : slots) builder.free(slot);
    return builder.build("kinds", Provenance.UNKNOWN);
  }

  @Test
  void everyOperationIsCountedUnderItsKindInJavaAndInC() throws IOException {
    List<Result> results = measure(ofEachKind(), "first-fit", "glibc");
    assumeTrue(results.size() == 2, "needs a C compiler");
    for (Result result : results) {
      assertTrue(result.valid(), result.reason());
      for (int round = 0; round < ROUNDS; round++) {
        Map<OperationKind, Row> kinds = kinds(result.cell(), round);
        for (OperationKind kind : OperationKind.values()) {
          double expected =
              switch (kind) {
                case FREE -> 80;
                case REALLOC -> 40;
                case ACCESS, COMPACTION -> Double.NaN;
                default -> 20;
              };
          if (!Double.isNaN(expected)) assertEquals(expected, kinds.get(kind).number("count"));
        }
        assertFalse(kinds.containsKey(OperationKind.COMPACTION));
      }
    }
    double[] visits =
        results.stream()
            .mapToDouble(one -> kinds(one.cell(), 0).get(OperationKind.ACCESS).number("count"))
            .toArray();
    assertTrue(visits[0] > 0);
    assertEquals(visits[0], visits[1], "the same blocks are drawn");
  }

  @Test
  void percentilesAscendAndEndAtTheLongest() throws IOException {
    for (Result result : measure(TestTraces.churn(1, 20_000), "handle", "glibc")) {
      for (Row row : kinds(result.cell(), 0).values()) {
        double before = 0;
        for (String column : List.of("p50_ns", "p90_ns", "p99_ns", "p999_ns", "max_ns")) {
          double nanos = row.number(column);
          if (Double.isNaN(nanos)) continue;
          assertTrue(nanos >= before, row.toString());
          before = nanos;
        }
        assertTrue(Double.isNaN(row.number("p99999_ns")), row.toString());
      }
    }
  }

  @Test
  void theClockIsMeasuredInEachProcess() throws IOException {
    for (Result result : measure(ofEachKind(), "first-fit", "glibc")) {
      List<Row> clocks = result.cell().series(Tables.CLOCK).rows();
      assertEquals(ROUNDS, clocks.size());
      for (Row clock : clocks) assertTrue(clock.number("step_ns") > 0, clock.toString());
    }
  }

  @Test
  void onlyAHeapThatCompactedHasPausesAndUtilisation() throws IOException {
    List<Result> results = measure(TestTraces.scattered(40_000), "handle", "handle:compact=asked");
    Cell moving = results.get(0).cell();
    assertTrue(moving.compacted());
    assertTrue(kinds(moving, 0).get(OperationKind.COMPACTION).number("count") > 0);
    double before = 0;
    for (Row row : moving.series(Tables.UTILISATION).rows()) {
      double share = row.number("utilisation");
      assertTrue(share >= 0 && share <= 1, row.toString());
      if (row.round() == 0) before = Math.max(before, share);
    }
    assertTrue(before > 0, "some window leaves the client something");
    Cell still = results.get(1).cell();
    assertFalse(kinds(still, 0).containsKey(OperationKind.COMPACTION));
    assertFalse(still.has(Tables.UTILISATION));
  }
}
