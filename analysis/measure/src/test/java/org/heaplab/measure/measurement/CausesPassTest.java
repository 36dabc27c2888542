package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
class CausesPassTest {
  /// Live bytes 10, 20, 30, 40, with a mark between them.
  private static Trace growing() {
    var builder = new TraceBuilder();
    builder.malloc(10);
    builder.malloc(10);
    builder.phase("middle");
    builder.malloc(10);
    builder.malloc(10);
    return builder.build("growing", Provenance.UNKNOWN);
  }

  /// A heap of one area, in which all that its script says is one used block.
  private static final class AllUsed extends ScriptedHeap {
    AllUsed(long... footprints) {
      super(footprints);
    }

    @Override
    public void walk(HeapVisitor visitor) {
      visitor.area("blocks", baseAddress(), footprintBytes());
      visitor.used(1, baseAddress(), footprintBytes(), 0);
    }
  }

  private static Reply walk(long peak, int points, ScriptedHeap heap) throws IOException {
    try (Trace trace = growing();
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      var bytes = new ByteArrayOutputStream();
      var lines = new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      new CausesPass(replay, heap).walk(peak, points, lines);
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      return reply;
    }
  }

  private static long peak(long... footprints) throws IOException {
    try (Trace trace = growing();
        ReplayFile file = ReplayFile.write(trace);
        var heap = new ScriptedHeap(footprints)) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      return new CausesPass(replay, heap).findPeak();
    }
  }

  @Test
  void thePeakIsTheFirstRecordWhereTheFootprintIsLargest() throws IOException {
    assertEquals(0, peak(50, 50, 40, 50));
    assertEquals(3, peak(50, 60, 70, 70));
  }

  @Test
  void theWalksAreAtEvenPointsAndAtThePeak() throws IOException {
    Reply reply = walk(0, 2, new AllUsed(50, 60, 40, 45));
    assertNull(reply.error());
    assertEquals(2, reply.number("walks"));
    assertEquals(10, reply.number("peak_live"));
    assertEquals(40, reply.number("peak_padding"));
    assertEquals(20 + 40, reply.number("sum_live"));
    assertEquals(40 + 5, reply.number("sum_padding"));
  }

  @Test
  void thereAreNoMoreWalksThanOperations() throws IOException {
    assertEquals(4, walk(3, 250, new AllUsed(50, 60, 70, 80)).number("walks"));
  }

  @Test
  void aWalkThatIsWrongIsAnError() throws IOException {
    Reply reply = walk(0, 4, new AllUsed(50, 60, 29, 80));
    assertEquals("a cause must not have less than no bytes: PADDING=-1", reply.error());
  }
}
