package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.replay.SamplingPlan;
import org.junit.jupiter.api.Test;

/// What is made of the samples of a native allocator.
class SampledSpaceTest {
  /// Six points, of which the second, the third and the fifth are no even ones. The peak is the
  /// third.
  private static SamplingPlan plan() {
    var even = new BitSet();
    even.set(0);
    even.set(3);
    even.set(5);
    return new SamplingPlan(
        60,
        25,
        50,
        50,
        50,
        new long[] {9, 20, 25, 39, 45, 59},
        new long[] {10, 21, 26, 40, 46, 60},
        new long[] {40, 20, 50, 0, 30, 10},
        even);
  }

  /// Samples of the first points.
  private static Reply reply(long... footprints) {
    var reply = new Reply();
    for (int i = 0; i < footprints.length; i++) {
      reply.read("sample " + plan().records()[i] + " " + footprints[i]);
    }
    return reply;
  }

  private static Space space(long... footprints) {
    return Space.sampled(plan(), reply(footprints));
  }

  private static Space refused(long... footprints) {
    Reply reply = reply(footprints);
    reply.read("oom 55");
    return Space.sampled(plan(), reply);
  }

  private static final long[] WHOLE = {80, 90, 100, 60, 120, 40};

  @Test
  void aMeanIsOverTheEvenPoints() {
    assertEquals((80 + 60 + 40) / 3.0, space(WHOLE).meanFootprintBytes());
    assertEquals((40 + 0 + 10) / 3.0, space(WHOLE).meanLiveBytes());
  }

  @Test
  void theFirstMeasureIsOverTheEvenPointsWhereAnythingIsLive() {
    assertEquals(((80 / 40.0 - 1) + (40 / 10.0 - 1)) / 2, space(WHOLE).jw1());
  }

  @Test
  void whereNothingIsLiveThereIsNoWaste() {
    var even = new BitSet();
    even.set(0);
    var plan =
        new SamplingPlan(1, 0, 0, 0, 0, new long[] {0}, new long[] {1}, new long[] {0}, even);
    Space space = Space.sampled(plan, reply(70));
    assertNull(space.jw1());
    assertEquals(70, space.meanFootprintBytes());
    assertEquals(70, space.endFootprintBytes());
    assertNull(space.endRatio());
  }

  @Test
  void aPeakCountsWhereverItIsSampled() {
    Space space = space(WHOLE);
    assertEquals(50, space.peakLiveBytes());
    assertEquals(120, space.peakFootprintBytes());
    assertEquals(30, space.liveAtPeakFootprintBytes());
    assertEquals(100, space.footprintAtPeakBytes());
  }

  @Test
  void theFirstOfEqualFootprintsIsTheLargest() {
    Space space = space(80, 120, 100, 60, 120, 40);
    assertEquals(20, space.liveAtPeakFootprintBytes());
    assertTrue(space.curve().contains(new Space.Point(21, 20, 120)));
    assertFalse(space.curve().contains(new Space.Point(46, 30, 120)));
  }

  @Test
  void theCurveHasTheEvenPointsThePeakAndTheLargestFootprint() {
    assertEquals(
        List.of(
            new Space.Point(10, 40, 80),
            new Space.Point(26, 50, 100),
            new Space.Point(40, 0, 60),
            new Space.Point(46, 30, 120),
            new Space.Point(60, 10, 40)),
        space(WHOLE).curve());
  }

  @Test
  void theEndIsTheLastPoint() {
    Space space = space(WHOLE);
    assertTrue(space.completed());
    assertNull(space.oomAtOp());
    assertEquals(10, space.endLiveBytes());
    assertEquals(40, space.endFootprintBytes());
    assertEquals(4.0, space.endRatio());
  }

  @Test
  void aRefusalIsToldAtThePointBeforeIt() {
    Space space = refused(80, 90, 100);
    assertFalse(space.completed());
    assertEquals(26, space.oomAtOp());
    assertNull(space.endLiveBytes());
    assertNull(space.endRatio());
    assertEquals(100, space.footprintAtPeakBytes());
    assertEquals(List.of(new Space.Point(10, 40, 80), new Space.Point(26, 50, 100)), space.curve());
  }

  @Test
  void aRefusalBeforeThePeakLeavesThePeakOpen() {
    Space space = refused(80, 90);
    assertEquals(40, space.peakLiveBytes());
    assertNull(space.footprintAtPeakBytes());
    for (String column : List.of("jw2", "internal_fragmentation", "external_fragmentation")) {
      assertNull(space.columns().get(column), column);
    }
  }

  @Test
  void aRefusalBeforeTheFirstPointLeavesNothing() {
    Space space = refused();
    assertEquals(0, space.oomAtOp());
    assertEquals(0, space.meanFootprintBytes());
    assertEquals(0, space.meanLiveBytes());
    assertEquals(List.of(), space.curve());
  }

  @Test
  void withoutSamplesThereIsNoEnd() {
    assertNull(space().endLiveBytes());
  }

  @Test
  void everyFieldIsInTheColumnOfItsName() {
    var columns =
        new Space(
                false, 1L, 2, 3, 4, 5, 10, 7.0, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, "d",
                List.of())
            .columns();
    assertEquals(false, columns.get("completed"));
    assertEquals(1L, columns.get("oom_at_op"));
    assertEquals(2L, columns.get("peak_live_bytes"));
    assertEquals(3L, columns.get("peak_footprint_bytes"));
    assertEquals(0.5, columns.get("mean_ratio"));
    assertEquals(7.0, columns.get("jw1"));
    assertEquals(8L, columns.get("end_live_bytes"));
    assertEquals(9L, columns.get("end_footprint_bytes"));
    assertEquals(10L, columns.get("footprint_bytes_at_peak"));
    assertEquals(11L, columns.get("padding_bytes_at_peak"));
    assertEquals(12L, columns.get("metadata_bytes_at_peak"));
    assertEquals(13L, columns.get("free_bytes_at_peak"));
    assertEquals(14L, columns.get("compactions"));
    assertEquals(15L, columns.get("moved_bytes"));
    assertEquals("d", columns.get("digest"));
  }
}
