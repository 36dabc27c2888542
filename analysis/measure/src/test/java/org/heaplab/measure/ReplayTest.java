package org.heaplab.measure;

import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.measurement.MinHeap;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.ReplayOptions;

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
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final ReplayOptions QUICK =
      ReplayOptions.DEFAULT.withRounds(2).withWarmup(Duration.ZERO);

  private static List<Result> replay(Trace trace, ReplayOptions options, String... names)
      throws IOException {
    var subjects = new ArrayList<MeasuredAllocator>();
    for (String name : names) {
      if (name.equals("glibc")) {
        subjects.addAll(MeasuredAllocators.resolve(List.of(name), options).found());
      } else {
        subjects.add(TestChild.subject(name));
      }
    }
    return Replay.run(trace, subjects, options, Progress.NONE);
  }

  @Test
  void measuresOursAndGlibcSideBySide() throws IOException {
    try (Trace trace = Traces.churn(1, 20_000)) {
      List<Result> results = replay(trace, QUICK, "bump", "glibc");
      for (Result result : results) {
        assertTrue(result.valid(), result.reason());
        assertTrue(result.space().completed());
        assertTrue(Metrics.peakRatio(result.space()) >= 1, result.toString());
        assertEquals(2, result.time().nanosPerOp().size());
        assertEquals(
            result.ops(), result.latency().counts().stream().mapToLong(Latency.Count::count).sum());
      }
      assertNotNull(results.get(0).space().digest());
      assertNull(results.get(1).space().digest());
    }
  }

  @Test
  void placementDigestIsTheSameEachTimeAndDiffersByTrace() throws IOException {
    var digests = new ArrayList<String>();
    for (long seed : new long[] {1, 1, 2}) {
      try (Trace trace = Traces.churn(seed, 2_000)) {
        ReplayOptions space = QUICK.withRounds(0).withLatency(false);
        digests.add(replay(trace, space, "bump").getFirst().space().digest());
      }
    }
    assertEquals(digests.get(0), digests.get(1));
    assertNotEquals(digests.get(0), digests.get(2));
  }

  @Test
  void fixedHeapThatIsTooSmallEndsTheReplay() throws IOException {
    try (Trace trace = Traces.churn(1, 2_000)) {
      ReplayOptions options = QUICK.withHeap(64 << 10);
      Result result = replay(trace, options, "bump").getFirst();
      assertTrue(result.valid(), result.reason());
      assertFalse(result.space().completed());
      assertTrue(result.space().peakFootprintBytes() <= 64 << 10);
      assertNull(result.time());
      assertNull(result.latency());
    }
  }

  @Test
  void smallestHeapCompletesAndAPageLessDoesNot() throws IOException {
    try (Trace trace = Traces.churn(1, 2_000);
        ReplayFile file = ReplayFile.write(trace)) {
      MinHeap.Result least =
          MinHeap.find("churn", file, TestChild.subject("bump"), QUICK, Progress.NONE);
      ReplayOptions space = QUICK.withRounds(0).withLatency(false);
      long bytes = least.minHeapBytes();
      assertTrue(replay(trace, space.withHeap(bytes), "bump").getFirst().space().completed());
      assertFalse(
          replay(trace, space.withHeap(bytes - 4096), "bump").getFirst().space().completed());
    }
  }
}
