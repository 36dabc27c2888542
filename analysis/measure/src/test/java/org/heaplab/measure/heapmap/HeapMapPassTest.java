package org.heaplab.measure.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Where a pass walks a heap that says what it is told to say, and what it makes of that.
class HeapMapPassTest {
  private static final int PAGE = 4096;

  /// Live bytes 10, 30, 20, 20, with a mark between them.
  private static Trace rising() {
    var builder = new TraceBuilder();
    int first = builder.malloc(10);
    int second = builder.malloc(20);
    builder.phase("middle");
    builder.free(first);
    builder.realloc(second, 20);
    return builder.build("rising", Provenance.UNKNOWN);
  }

  /// Two areas: a page whose first half is used and whose second is free, before a locked block of
  /// three pages, of which one is held; and as much metadata as is left. Each operation moves 1000
  /// bytes.
  private static class TwoAreas extends ScriptedHeap {
    TwoAreas(long... footprints) {
      super(footprints);
    }

    @Override
    public Compaction compaction() {
      return new Compaction(1, 1000L * calls().size());
    }

    @Override
    public void walk(HeapVisitor visitor) {
      long base = baseAddress();
      visitor.area("blocks", base, 4 * PAGE);
      visitor.used(1, base, PAGE / 2, 0);
      visitor.free(base + PAGE / 2, PAGE / 2, PAGE / 2);
      visitor.used(2, base + PAGE, 3 * PAGE, 1);
      visitor.untouched(2 * PAGE);
      long metadata = footprintBytes() - 2 * PAGE;
      visitor.area("table", base + 4 * PAGE, 64 * PAGE);
      visitor.metadata(base + 4 * PAGE, 64 * PAGE, metadata);
    }
  }

  private static Reply run(int points, ScriptedHeap heap) throws IOException {
    try (Trace trace = rising();
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      var bytes = new ByteArrayOutputStream();
      new HeapMapPass(replay, heap)
          .run(points, new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      return reply;
    }
  }

  @Test
  void thePointsAreEvenAndTheLastIsTheEnd() throws IOException {
    Reply reply = run(2, new TwoAreas(3 * PAGE, 5 * PAGE, 4 * PAGE, 3 * PAGE));
    assertNull(reply.error());
    assertEquals("2 30 20480 2048 2000 5Jmmm", reply.text("point_0"));
    assertEquals("4 20 12288 2048 2000 5Jm..", reply.text("point_1"));
    assertNull(reply.text("point_2"));
  }

  @Test
  void areasReachAsFarAsAnythingWasHeld() throws IOException {
    Reply reply = run(4, new TwoAreas(3 * PAGE, 5 * PAGE, 4 * PAGE, 3 * PAGE));
    assertEquals("2 blocks", reply.text("area_0"));
    assertEquals("3 table", reply.text("area_1"));
    assertNull(reply.text("area_2"));
    assertEquals(PAGE, reply.number("bin_bytes"));
  }

  @Test
  void freeSpansAreToldAtThePeakAtTheEndAndOnAverage() throws IOException {
    Reply reply = run(4, new TwoAreas(3 * PAGE, 5 * PAGE, 4 * PAGE, 3 * PAGE));
    assertEquals("0.0 0.0 0.0", reply.text("unusable_11"));
    assertEquals("1.0 1.0 1.0", reply.text("unusable_12"));
    assertNull(reply.text("unusable_21"));
  }

  @Test
  void thereAreNoMorePointsThanOperations() throws IOException {
    Reply reply = run(100, new TwoAreas(3 * PAGE, 5 * PAGE, 4 * PAGE, 3 * PAGE));
    assertTrue(reply.text("point_3").startsWith("4 20 "));
    assertNull(reply.text("point_4"));
  }

  @Test
  void aWalkThatIsNotTheFootprintIsAnError() throws IOException {
    var heap =
        new TwoAreas(3 * PAGE, 3 * PAGE, 3 * PAGE, 3 * PAGE) {
          @Override
          public void walk(HeapVisitor visitor) {
            visitor.area("blocks", baseAddress(), PAGE);
            visitor.used(1, baseAddress(), 100, 0);
          }
        };
    assertEquals("the bytes of a walk must sum to the footprint: 100, 12288", run(1, heap).error());
  }

  @Test
  void aRefusedRequestEndsThePass() throws IOException {
    Reply reply = run(4, new TwoAreas(3 * PAGE, -1, 3 * PAGE, 3 * PAGE));
    assertEquals(1, reply.oom().orElseThrow());
    assertNull(reply.number("bin_bytes"));
  }
}
