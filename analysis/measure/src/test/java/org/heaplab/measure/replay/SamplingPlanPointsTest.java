package org.heaplab.measure.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Which points of a trace are sampled, one by one.
class SamplingPlanPointsTest {
  private static SamplingPlan plan(TraceBuilder builder) {
    try (Trace trace = builder.build("points", Provenance.UNKNOWN)) {
      return SamplingPlan.of(trace);
    }
  }

  /// Blocks that are freed at once: the n-th one's maximum is after 2n + 1 operations.
  private static TraceBuilder spikes(long... sizes) {
    var builder = new TraceBuilder();
    for (long size : sizes) builder.free(builder.malloc(size));
    return builder;
  }

  /// Points that are not even ones, by operations done.
  private static long[] others(SamplingPlan plan) {
    return IntStream.range(0, plan.size())
        .filter(point -> !plan.even().get(point))
        .mapToLong(point -> plan.opsDone()[point])
        .toArray();
  }

  @Test
  void evenPointsAreEquallyFarApart() {
    SamplingPlan plan = plan(spikes(new long[1250]));
    assertEquals(2500, plan.ops());
    long[] even = plan.even().stream().mapToLong(point -> plan.opsDone()[point]).toArray();
    assertArrayEquals(LongStream.rangeClosed(1, 1000).map(n -> n * 5 / 2).toArray(), even);
  }

  @Test
  void thePointsBetweenAreTheMaximaThatPassTheLastByAShareOfThePeak() {
    // 4000 operations: even points after 4, 8, and so on; the share is 2 bytes.
    long[] sizes = new long[2000];
    sizes[0] = 500; // after 1
    sizes[2] = 501; // too little
    sizes[4] = 502; // after 9
    sizes[6] = 400; // no maximum
    sizes[8] = 1999; // after 17
    sizes[10] = 2000; // after 21: too little, but the peak
    sizes[12] = 2000; // not above it
    SamplingPlan plan = plan(spikes(sizes));
    assertArrayEquals(new long[] {1, 9, 17, 21}, others(plan));
    assertEquals(20, plan.peakRecord());
    int first = Arrays.binarySearch(plan.opsDone(), 1);
    assertEquals(0, plan.records()[first]);
    assertEquals(500, plan.liveBytes()[first]);
  }

  @Test
  void asManyPointsAsATraceCanHaveFit() {
    // Every second block is a new maximum that passes the last by the share, between even points.
    long[] sizes = new long[2000];
    for (int i = 0; i < 1000; i++) sizes[2 * i] = i + 1L;
    assertEquals(2 * SamplingPlan.EVEN_POINTS, plan(spikes(sizes)).size());
  }

  @Test
  void aMaximumAtAnEvenPointCountsAsSampled() {
    // The second block of 500 falls after an even point that has seen it.
    var builder = new TraceBuilder();
    for (int i = 0; i < 3; i++) builder.malloc(0);
    int block = builder.malloc(500); // after 4: an even point
    builder.free(block);
    builder.free(builder.malloc(500)); // after 6: no new maximum
    for (int i = 0; i < 1996; i++) builder.free(builder.malloc(0));
    builder.malloc(2000); // the peak
    SamplingPlan plan = plan(builder);
    assertFalse(LongStream.of(plan.opsDone()).anyMatch(done -> done == 6));
  }

  @Test
  void aMaximumIsSampledWhereItFalls() {
    var builder = new TraceBuilder();
    int block = builder.malloc(500);
    builder.malloc(0);
    builder.free(block); // what was live after 2 falls
    for (int i = 0; i < 3996; i++) builder.malloc(0);
    builder.malloc(2000); // the peak, an even point
    assertArrayEquals(new long[] {2}, others(plan(builder)));
  }

  @Test
  void aMarkIsNoOperationAndItsLiveBytesNoMaximum() {
    var builder = spikes(30, 20);
    builder.phase("end");
    SamplingPlan plan = plan(builder);
    assertEquals(4, plan.ops());
    assertArrayEquals(new long[] {1, 2, 3, 4}, plan.opsDone());
  }

  @Test
  void theLargestBlockMayBeOneThatGrew() {
    var builder = new TraceBuilder();
    int block = builder.malloc(10);
    builder.realloc(block, 70);
    builder.realloc(block, 20);
    assertEquals(70, plan(builder).largestBytes());
  }

  @Test
  void thePeakOfTouchedBytesIsAPeakOfItsOwn() {
    var builder = new TraceBuilder();
    int large = builder.malloc(TraceBuilder.LARGE_BYTES);
    builder.touched(large, 4096);
    builder.free(large);
    builder.malloc(5000);
    SamplingPlan plan = plan(builder);
    assertEquals(5000, plan.peakTouchedBytes());
    assertEquals(TraceBuilder.LARGE_BYTES, plan.peakLiveBytes());
  }

  @Test
  void aTraceWithoutOperationsHasNoPeak() {
    SamplingPlan plan = plan(new TraceBuilder());
    assertEquals(-1, plan.peakRecord());
    assertEquals(0, plan.peakLiveBytes());
    assertEquals(0, plan.peakTouchedBytes());
    assertEquals(0, plan.size());
  }

  @Test
  void blocksWithoutBytesPeakAtTheFirst() {
    SamplingPlan plan = plan(spikes(0, 0));
    assertEquals(0, plan.peakRecord());
    assertEquals(0, plan.peakLiveBytes());
  }
}
