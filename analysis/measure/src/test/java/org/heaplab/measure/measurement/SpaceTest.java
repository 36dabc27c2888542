package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// The metrics, on traces short enough to compute them by hand.
class SpaceTest {
  /// Live bytes 40, 50, 10, 30, 0: the peak is after the second operation.
  private static Trace trace() {
    var builder = new TraceBuilder();
    int first = builder.malloc(40);
    int second = builder.malloc(10);
    builder.free(first);
    builder.realloc(second, 30);
    builder.free(second);
    return builder.build("by-hand", Provenance.UNKNOWN);
  }

  private static Space space(Trace trace, ScriptedHeap heap) throws IOException {
    try (ReplayFile file = ReplayFile.write(trace);
        heap) {
      ReplayFile.View view = ReplayFile.View.map(file.path());
      var bytes = new ByteArrayOutputStream();
      var lines = new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      new SpacePass(new HeapReplay(view, null, LockMode.DEFAULT, 0), heap, false).run(lines);
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      assertNull(reply.error());
      return Space.exact(file.plan(), reply);
    }
  }

  private static Cell measure(Trace trace, ScriptedHeap heap) throws IOException {
    return cell(space(trace, heap));
  }

  private static Cell cell(Space space) {
    var key = new Key("e", "t", "a");
    return new Cell(key).add(Row.of(Tables.SPACE, key, space.columns()));
  }

  private static Object value(Cell result, String metric) {
    return Metrics.find(metric).orElseThrow().value().apply(result);
  }

  @Test
  void ratiosAreThoseComputedByHand() throws IOException {
    try (Trace trace = trace()) {
      Cell result = measure(trace, new ScriptedHeap(80, 100, 120, 120, 60));
      assertEquals(true, value(result, "completed"));
      assertNull(value(result, "oom_at_op"));
      assertEquals(50L, value(result, "peak_live_bytes"));
      assertEquals(120L, value(result, "peak_footprint_bytes"));
      assertEquals(120 / 50.0, value(result, "peak_ratio"));
      assertEquals(
          (80 + 100 + 120 + 120 + 60) / (40 + 50 + 10 + 30 + 0.0), value(result, "mean_ratio"));
      double jw1 = (80 / 40.0 + 100 / 50.0 + 120 / 10.0 + 120 / 30.0) / 4 - 1;
      assertEquals(jw1, (double) value(result, "jw1"), 1e-12);
      assertEquals(100 / 50.0 - 1, value(result, "jw2"));
      assertEquals(120 / 10.0 - 1, value(result, "jw3"));
      assertEquals(120 / 50.0 - 1, value(result, "jw4"));
    }
  }

  @Test
  void fragmentationIsThatOfTheWalkAtThePeak() {
    var space =
        new Space(
            true, null, 50, 120, 10, 96, 26, 4.0, 0L, 60L, 100L, 10L, 30L, 10L, 0L, 0L, "",
            List.of());
    assertEquals(10 / 60.0, value(cell(space), "internal_fragmentation"));
    assertEquals(10 / 100.0, value(cell(space), "external_fragmentation"));
  }

  @Test
  void refusedRequestEndsTheReplayAtThatOperation() throws IOException {
    try (Trace trace = trace()) {
      Cell result = measure(trace, new ScriptedHeap(80, -1));
      assertEquals(false, value(result, "completed"));
      assertEquals(1L, value(result, "oom_at_op"));
      assertEquals(40L, value(result, "peak_live_bytes"));
      assertEquals(80L, value(result, "peak_footprint_bytes"));
      assertNull(value(result, "metadata_bytes_at_peak"), "the peak was not reached");
      assertNull(value(result, "jw2"));
    }
  }

  @Test
  void curveHoldsEveryPointOfAShortTrace() throws IOException {
    try (Trace trace = trace()) {
      Space space = space(trace, new ScriptedHeap(80, 100, 120, 120, 60));
      assertEquals(
          List.of(
              new Space.Point(1, 40, 80),
              new Space.Point(2, 50, 100),
              new Space.Point(3, 10, 120),
              new Space.Point(4, 30, 120),
              new Space.Point(5, 0, 60)),
          space.curve());
    }
  }

  @Test
  void theEndIsAfterTheLastOperation() throws IOException {
    try (Trace trace = trace()) {
      Space space = space(trace, new ScriptedHeap(80, 100, 120, 120, 60));
      assertEquals(0, space.endLiveBytes());
      assertEquals(60, space.endFootprintBytes());
      assertNull(space(trace, new ScriptedHeap(80, -1)).endFootprintBytes());
    }
  }

  @Test
  void nativeSamplesGiveTheSameMetrics() {
    try (Trace trace = trace()) {
      var reply = new Reply();
      long[] footprints = {80, 100, 120, 120, 60};
      for (int i = 0; i < footprints.length; i++) reply.read("sample " + i + " " + footprints[i]);
      reply.read("result padding_at_peak=10");
      Cell result = cell(Space.sampled(SamplingPlan.of(trace), reply));
      assertEquals(120 / 50.0, value(result, "peak_ratio"));
      assertEquals(480 / 130.0, value(result, "mean_ratio"));
      assertEquals(100 / 50.0 - 1, value(result, "jw2"));
      assertEquals(120 / 10.0 - 1, value(result, "jw3"));
      assertEquals(10 / 60.0, value(result, "internal_fragmentation"));
      assertNull(value(result, "external_fragmentation"));
      assertEquals(60L, result.value(Tables.SPACE, "end_footprint_bytes"));
    }
  }

  @Test
  void emptyTraceHasNoRatios() throws IOException {
    try (Trace trace = new TraceBuilder().build("empty", Provenance.UNKNOWN)) {
      Space space = space(trace, new ScriptedHeap());
      Cell result = cell(space);
      assertTrue(space.completed());
      assertNull(value(result, "peak_ratio"));
      assertNull(value(result, "mean_ratio"));
      assertNull(value(result, "jw1"));
      assertFalse(space.curve().iterator().hasNext());
    }
  }
}
