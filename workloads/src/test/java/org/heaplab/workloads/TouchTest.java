package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TouchTest {
  private static final long LARGE = TraceBuilder.LARGE_BYTES;

  /// One block whose touched bytes are known, and one whose touched bytes are not known.
  private static Trace trace() {
    var builder = new TraceBuilder();
    builder.touched(builder.malloc(LARGE), 5000);
    builder.malloc(LARGE);
    builder.malloc(LARGE - 1);
    return builder.build("t", Provenance.UNKNOWN);
  }

  private static long touched(Touch touch) {
    try (Trace trace = touch.applyTo(trace())) {
      return new LiveBytes(trace).touched();
    }
  }

  @Test
  void allIsWhatTheTraceDoesNotKnow() {
    assertEquals(5000 + LARGE + LARGE - 1, touched(Touch.RECORDED));
  }

  @Test
  void allIsAll() {
    assertEquals(LARGE + LARGE + LARGE - 1, touched(Touch.ALL));
  }

  @Test
  void firstBytesAreOfLargeBlocksAndNoMoreThanTheTraceSays() {
    assertEquals(5000 + 6000 + LARGE - 1, touched(Touch.first(6000)));
    assertEquals(100 + 100 + LARGE - 1, touched(Touch.first(100)));
    assertEquals(LARGE - 1, touched(Touch.first(0)));
  }

  @Test
  void whatIsRecordedNeedsNoOtherTrace() {
    try (Trace trace = trace()) {
      assertSame(trace, Touch.RECORDED.applyTo(trace));
    }
  }

  @Test
  void nothingElseChanges() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    try (Trace expected = RandomTrace.of(seed, 20_000);
        Trace actual = Touch.first(Long.MAX_VALUE - 1).applyTo(RandomTrace.of(seed, 20_000))) {
      assertEquals(TraceStatistics.of(expected).ops(), TraceStatistics.of(actual).ops());
      assertEquals(new LiveBytes(expected), new LiveBytes(actual));
      assertEquals(expected.phases(), actual.phases());
      assertEquals(expected.dropped(), actual.dropped());
      assertEquals(expected.slots(), actual.slots());
    }
  }

  /// At the end of a trace.
  private record LiveBytes(long all, long touched, long blocks) {
    LiveBytes(Trace trace) {
      var live = new LiveSet(trace);
      for (long i = 0; i < trace.count(); i++) live.apply(i);
      this(live.bytes(), live.touchedBytes(), live.blocks());
    }
  }
}
