package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void oneChangesNothing() {
    try (Trace trace = RandomTrace.of(1, 100)) {
      assertSame(trace, Scale.ONE.applyTo(trace));
    }
  }

  @Test
  void everySizeIsMultipliedAndNothingElseChanges() {
    var builder = new TraceBuilder();
    builder.phase("start");
    int first = builder.malloc(100);
    int second = builder.malloc(0);
    builder.access(first, 40, 8, true);
    builder.realloc(second, 7);
    builder.free(first);
    builder.malloc(3);
    try (Trace scaled = new Scale(16).applyTo(builder.build("t", Provenance.UNKNOWN))) {
      assertEquals(2, scaled.slots());
      assertEquals(List.of("start"), scaled.phases());
      assertEquals(5, TraceStatistics.of(scaled).ops());
      var live = new LiveSet(scaled);
      long most = 0;
      for (long i = 0; i < scaled.count(); i++) {
        live.apply(i);
        most = Math.max(most, live.bytes());
      }
      assertEquals(16 * 107, most);
      assertEquals(16 * 10, live.bytes());
    }
  }

  @Test
  void touchedBytesGrowWithTheirBlock() {
    var builder = new TraceBuilder();
    builder.touched(builder.malloc(TraceBuilder.LARGE_BYTES), 5_000);
    builder.malloc(TraceBuilder.LARGE_BYTES / 2);
    try (Trace scaled = new Scale(4).applyTo(builder.build("t", Provenance.UNKNOWN))) {
      var live = new LiveSet(scaled);
      for (long i = 0; i < scaled.count(); i++) live.apply(i);
      assertEquals(4 * 5_000 + 2 * TraceBuilder.LARGE_BYTES, live.touchedBytes());
    }
  }

  @Test
  void aScaleBelowOneIsRefused() {
    var refused = assertThrows(IllegalArgumentException.class, () -> new Scale(0));
    assertEquals("a scale must be at least 1: 0", refused.getMessage());
  }
}
