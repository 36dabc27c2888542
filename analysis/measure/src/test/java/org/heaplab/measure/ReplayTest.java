package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.LatencyCounts;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final ReplayOptions QUICK =
      ReplayOptions.DEFAULT.withRounds(2).withWarmup(Duration.ZERO);

  private static final List<Measurement> SPACE =
      Replay.usual().stream().filter(one -> !one.isTimed()).toList();

  private static List<Result> replay(
      Trace trace, List<Measurement> measurements, ReplayOptions options, String... names)
      throws IOException {
    var subjects = new ArrayList<MeasuredAllocator>();
    for (String name : names) {
      if (name.equals("glibc")) {
        subjects.addAll(MeasuredAllocators.resolve(List.of(name), options).found());
      } else {
        subjects.add(TestChild.subject(name));
      }
    }
    return Replay.run(trace, subjects, measurements, options, Room.here(), Progress.NONE);
  }

  @Test
  void measuresOursAndGlibcSideBySide() throws IOException {
    try (Trace trace = TestTraces.churn(1, 20_000)) {
      List<Result> results = replay(trace, Replay.usual(), QUICK, "bump", "glibc");
      for (Result result : results) {
        assertTrue(result.valid(), result.reason());
        assertTrue(result.cell().completed());
        assertTrue(Metrics.PEAK_RATIO.of(result.cell()) >= 1, result.toString());
        assertEquals(2, result.cell().series(Tables.TIME).size());
        assertEquals(Metrics.OPS.of(result.cell()), LatencyCounts.of(result.cell()).total());
      }
      assertNotNull(digest(results.get(0)));
      assertNull(digest(results.get(1)));
    }
  }

  private static Object digest(Result result) {
    return result.cell().value(Tables.SPACE, "digest");
  }

  @Test
  void placementDigestIsTheSameEachTimeAndDiffersByTrace() throws IOException {
    var digests = new ArrayList<Object>();
    for (long seed : new long[] {1, 1, 2}) {
      try (Trace trace = TestTraces.churn(seed, 2_000)) {
        digests.add(digest(replay(trace, SPACE, QUICK, "bump").getFirst()));
      }
    }
    assertEquals(digests.get(0), digests.get(1));
    assertNotEquals(digests.get(0), digests.get(2));
  }

  @Test
  void fixedHeapThatIsTooSmallEndsTheReplay() throws IOException {
    try (Trace trace = TestTraces.churn(1, 2_000)) {
      ReplayOptions options = QUICK.withHeap(64 << 10);
      Result result = replay(trace, Replay.usual(), options, "bump").getFirst();
      assertTrue(result.valid(), result.reason());
      assertFalse(result.cell().completed());
      assertTrue(Metrics.PEAK_FOOTPRINT_BYTES.of(result.cell()) <= 64 << 10);
      assertFalse(result.cell().has(Tables.TIME));
      assertFalse(result.cell().has(Tables.LATENCY));
    }
  }

  @Test
  void smallestHeapCompletesAndAPageLessDoesNot() throws IOException {
    try (Trace trace = TestTraces.churn(1, 2_000)) {
      List<Measurement> fitting =
          Replay.usual(Measurements.SMALLEST_HEAP).stream().filter(one -> !one.isTimed()).toList();
      Cell least = replay(trace, fitting, QUICK, "bump").getFirst().cell();
      long bytes = (long) least.number(Tables.MIN_HEAP, "min_heap_bytes");
      assertTrue(completes(trace, bytes));
      assertFalse(completes(trace, bytes - 4096));
    }
  }

  private static boolean completes(Trace trace, long bytes) throws IOException {
    return replay(trace, SPACE, QUICK.withHeap(bytes), "bump").getFirst().cell().completed();
  }
}
