package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.heaplab.workloads.TraceStatistics.SizeRange;
import org.junit.jupiter.api.Test;

class TraceStatisticsTest {
  @Test
  void countsAsDocumented() {
    var builder = new TraceBuilder();
    int a = builder.malloc(0);
    int b = builder.malloc(8);
    builder.phase("not an operation");
    builder.thread(9);
    builder.realloc(b, 9);
    builder.lock(b);
    builder.free(a);
    builder.unlock(b);
    builder.malloc(1);
    builder.drop();
    builder.drop(Dropped.NULL_FREE, 3);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(
          new TraceStatistics(
              "t",
              5,
              3,
              2,
              1,
              2,
              10,
              2,
              10,
              2,
              18,
              1,
              1.0,
              3,
              4,
              List.of(
                  new SizeRange(-1, 0, 1),
                  new SizeRange(0, 1, 1),
                  new SizeRange(1, 2, 0),
                  new SizeRange(2, 4, 0),
                  new SizeRange(4, 8, 1),
                  new SizeRange(8, 16, 1)),
              4,
              0,
              0,
              0,
              null,
              null,
              null),
          TraceStatistics.of(trace));
    }
  }

  @Test
  void touchedBytesAreThoseOfLiveBlocks() {
    long large = TraceBuilder.LARGE_BYTES;
    var builder = new TraceBuilder();
    int a = builder.malloc(large);
    builder.touched(a, 100);
    int b = builder.malloc(10);
    builder.realloc(a, 3 * large);
    builder.touched(a, 300);
    builder.free(a);
    builder.malloc(5);
    builder.free(b);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      TraceStatistics statistics = TraceStatistics.of(trace);
      assertEquals(3 * large + 10, statistics.peakLiveBytes());
      assertEquals(310, statistics.peakTouchedBytes());
      assertEquals(2, statistics.largeRequests());
      assertEquals(2, statistics.knownRequests());
      assertEquals(6, statistics.ops());
    }
  }

  @Test
  void whatIsNotKnownCountsAsTouched() {
    var builder = new TraceBuilder();
    builder.malloc(TraceBuilder.LARGE_BYTES);
    builder.touched(builder.malloc(TraceBuilder.LARGE_BYTES), 1);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(TraceBuilder.LARGE_BYTES + 1, TraceStatistics.of(trace).peakTouchedBytes());
    }
  }

  @Test
  void saysWhatWasDropped() {
    var builder = new TraceBuilder();
    builder.drop();
    builder.drop(Dropped.NULL_FREE, 3);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals("3 frees of NULL, 1 frees of unknown blocks", Dropped.describe(trace));
    }
  }

  @Test
  void thePeakIsTheFirstOne() {
    var builder = new TraceBuilder();
    int a = builder.malloc(6);
    builder.malloc(4);
    builder.realloc(a, 5);
    builder.malloc(1);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(2, TraceStatistics.of(trace).liveBlocksAtPeak());
    }
  }

  @Test
  void anEmptyTraceHasNone() {
    try (Trace trace = new TraceBuilder().build("t", Provenance.UNKNOWN)) {
      TraceStatistics none = TraceStatistics.of(trace);
      assertEquals(
          0, none.ops() + none.peakLiveBytes() + none.medianRequestBytes() + none.medianLifetime());
      assertEquals(List.of(new LiveCurve.Point(0, 0, 0)), LiveCurve.of(trace, 10));
    }
  }

  @Test
  void mallocsFreesAndReallocsAreTheOperationsAndTheUnknownFrees() {
    try (Trace trace = RandomTrace.of(3, 10_000)) {
      TraceStatistics all = TraceStatistics.of(trace);
      assertEquals(
          all.ops() + trace.dropped(Dropped.UNKNOWN_FREE),
          all.mallocs() + all.frees() + all.reallocs());
      assertEquals(
          all.mallocs() + all.reallocs(),
          all.requests().stream().mapToLong(SizeRange::count).sum());
    }
  }

  @Test
  void theCurveGoesFromNothingToTheEnd() {
    var builder = new TraceBuilder();
    for (int i = 0; i < 100; i++) builder.malloc(10);
    builder.phase("end");
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(
          List.of(
              new LiveCurve.Point(0, 0, 0),
              new LiveCurve.Point(34, 340, 34),
              new LiveCurve.Point(67, 670, 67),
              new LiveCurve.Point(100, 1000, 100)),
          LiveCurve.of(trace, 4));
      assertEquals(101, LiveCurve.of(trace, 5000).size());
    }
  }

  @Test
  void quantilesAreExactForSmallNumbersAndCloseForLargeOnes() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int bits : new int[] {4, 16, 20, 63}) {
      var distribution = new Distribution();
      var values = new long[1001];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextLong() >>> (64 - bits);
        distribution.add(values[i]);
      }
      Arrays.sort(values);
      for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
        long exact = values[(int) Math.max(0, Math.ceil(share * values.length) - 1)];
        long found = distribution.quantile(share);
        assertTrue(found <= exact && exact - found <= exact >>> 8, exact + " but " + found);
        if (exact < 1 << 16) assertEquals(exact, found);
      }
    }
  }
}
