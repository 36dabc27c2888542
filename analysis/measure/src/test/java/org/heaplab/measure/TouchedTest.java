package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Metrics;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Replays write what the program touched, and no more.
class TouchedTest {
  private static final long MIB = 1 << 20;

  private static final ReplayOptions OPTIONS = ReplayOptions.DEFAULT;

  /// An array that its program left alone, and small blocks.
  private static Trace array() {
    var builder = new TraceBuilder();
    builder.touched(builder.malloc(256 * MIB), 3 * 4096);
    for (int i = 0; i < 1000; i++) builder.malloc(16 + i % 100);
    return builder.build("array", Provenance.UNKNOWN);
  }

  /// Buffers that grow and shrink and are touched in part, or it is not known how far.
  private static Trace buffers() {
    var builder = new TraceBuilder();
    int[] slots = new int[8];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = builder.malloc(MIB + i);
      builder.touched(slots[i], i * MIB / 8);
    }
    for (int round = 1; round <= 6; round++) {
      for (int i = 0; i < slots.length; i++) {
        builder.malloc(40);
        builder.realloc(slots[i], round % 3 == 0 ? MIB / 2 : (round + i) * MIB / 2);
        if ((round + i) % 4 != 0) builder.touched(slots[i], i * 100_000L + round);
        builder.access(slots[i], 400_000, 8, true);
      }
    }
    for (int slot : slots) builder.free(slot);
    return builder.build("buffers", Provenance.UNKNOWN);
  }

  private static List<Result> replay(Trace trace) throws IOException {
    try (trace) {
      List<Result> results =
          TestReplay.spaceAndVerification(
              trace,
              MeasuredAllocators.resolve(List.of("handle", "glibc", "bump"), OPTIONS).found(),
              OPTIONS);
      for (Result result : results) {
        assertTrue(result.valid(), () -> result.cell().allocator() + ": " + result.reason());
        assertTrue(result.cell().completed());
      }
      return results;
    }
  }

  @Test
  void anArrayThatIsLeftAloneCostsNextToNothing() throws IOException {
    for (Result result : replay(array())) {
      double footprint = Metrics.PEAK_FOOTPRINT_BYTES.of(result.cell());
      if (result.cell().allocator().equals("bump")) {
        assertTrue(footprint >= 256 * MIB, "bump commits whole blocks");
      } else {
        assertTrue(footprint < 2 * MIB, () -> result.cell().allocator() + ": " + footprint);
      }
    }
  }

  @Test
  void contentsSurviveWhateverIsTouched() throws IOException {
    replay(buffers());
  }

  @Test
  void allBytesAreWrittenWhereSomebodySaysSo() throws IOException {
    for (Result result : replay(Touch.ALL.applyTo(array()))) {
      assertTrue(
          Metrics.PEAK_FOOTPRINT_BYTES.of(result.cell()) >= 256 * MIB, result.cell().allocator());
    }
  }

  @Test
  void firstBytesAreWrittenWhereSomebodySaysSo() throws IOException {
    var builder = new TraceBuilder();
    builder.malloc(256 * MIB);
    Trace trace = builder.build("unknown", Provenance.UNKNOWN);
    for (Result result : replay(Touch.first(8 * MIB).applyTo(trace))) {
      double footprint = Metrics.PEAK_FOOTPRINT_BYTES.of(result.cell());
      if (result.cell().allocator().equals("bump")) continue;
      assertTrue(footprint >= 8 * MIB && footprint < 9 * MIB, () -> "" + footprint);
    }
  }
}
