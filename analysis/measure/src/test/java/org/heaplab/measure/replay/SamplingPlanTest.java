package org.heaplab.measure.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class SamplingPlanTest {
  @Test
  void everyOperationOfAShortTraceIsAnEvenPointAndMarksAreNot() {
    var builder = new TraceBuilder();
    int slot = builder.malloc(5);
    builder.phase("middle");
    builder.lock(slot);
    builder.unlock(slot);
    builder.free(slot);
    try (Trace trace = builder.build("short", Provenance.UNKNOWN)) {
      SamplingPlan plan = SamplingPlan.of(trace);
      assertEquals(2, plan.ops());
      // Record 3 is where the maximum ends: just before the free.
      assertArrayEquals(new long[] {0, 4}, plan.records());
      assertArrayEquals(new long[] {5, 0}, plan.liveBytes());
      assertEquals(0, plan.peakRecord());
    }
  }

  @Test
  void peakIsTheFirstOfEqualMaxima() {
    var builder = new TraceBuilder();
    for (int i = 0; i < 2; i++) builder.free(builder.malloc(100));
    try (Trace trace = builder.build("twice", Provenance.UNKNOWN)) {
      assertEquals(0, SamplingPlan.of(trace).peakRecord());
      assertEquals(100, SamplingPlan.of(trace).peakLiveBytes());
    }
  }

  @Test
  void shortPeakBetweenEvenPointsIsSampled() {
    var builder = new TraceBuilder();
    for (int i = 0; i < 10_000; i++) {
      builder.free(builder.malloc(8));
      if (i == 3_333) builder.free(builder.malloc(1_000_000));
      if (i == 7_777) builder.free(builder.malloc(2_000_000));
    }
    try (Trace trace = builder.build("spikes", Provenance.UNKNOWN)) {
      SamplingPlan plan = SamplingPlan.of(trace);
      assertEquals(SamplingPlan.EVEN_POINTS, plan.even().cardinality());
      assertTrue(Arrays.stream(plan.liveBytes()).anyMatch(live -> live == 1_000_000));
      assertTrue(Arrays.stream(plan.liveBytes()).anyMatch(live -> live == 2_000_000));
      long peak = plan.peakRecord();
      assertTrue(Arrays.stream(plan.records()).anyMatch(record -> record == peak));
    }
  }

  @Test
  void pointsAreSortedUniqueAndBounded() {
    var builder = new TraceBuilder();
    // Each step is a new maximum that falls again.
    for (int size = 1; size < 50_000; size++) builder.free(builder.malloc(size));
    try (Trace trace = builder.build("stairs", Provenance.UNKNOWN)) {
      long[] records = SamplingPlan.of(trace).records();
      assertArrayEquals(Arrays.stream(records).sorted().distinct().toArray(), records);
      assertTrue(records.length <= 2 * SamplingPlan.EVEN_POINTS + 2, () -> "" + records.length);
    }
  }
}
