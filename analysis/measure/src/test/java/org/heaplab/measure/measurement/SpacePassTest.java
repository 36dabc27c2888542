package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.PlacementDigest;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// What a pass tells of a heap that says what it is told to say.
class SpacePassTest {
  private static final LockMode NONE = new LockMode.None();

  /// Live bytes 40, 50, 10, 30, 0, with marks between them.
  private static Trace trace() {
    var builder = new TraceBuilder();
    int first = builder.malloc(40);
    builder.phase("middle");
    int second = builder.malloc(10);
    builder.lock(second);
    builder.unlock(second);
    builder.free(first);
    builder.realloc(second, 30);
    builder.free(second);
    builder.phase("end");
    return builder.build("by-hand", Provenance.UNKNOWN);
  }

  private static Reply reply(HandleAllocator heap, LockMode locks, boolean counting)
      throws IOException {
    try (Trace trace = trace();
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      ReplayFile.View view = ReplayFile.View.map(file.path());
      var bytes = new ByteArrayOutputStream();
      var lines = new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      new SpacePass(new HeapReplay(view, null, locks, 0), heap, counting).run(lines);
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      assertNull(reply.error());
      return reply;
    }
  }

  private static Reply reply(long... footprints) throws IOException {
    return reply(new ScriptedHeap(footprints), LockMode.DEFAULT, false);
  }

  @Test
  void aMarkIsNoOperation() throws IOException {
    Reply reply = reply(80, 100, 120, 120, 60);
    assertEquals(5, reply.number("ops_done"));
    assertEquals(480 / 5.0, reply.fraction("footprint_mean"));
    assertEquals(130 / 5.0, reply.fraction("live_mean"));
    assertTrue(reply.oom().isEmpty());
  }

  @Test
  void thePeakIsLookedAtWhenItIsReached() throws IOException {
    Reply reply = reply(80, 100, 120, 120, 60);
    assertEquals(50, reply.number("peak_live"));
    assertEquals(100, reply.number("footprint_at_peak"));
    assertEquals(120, reply.number("peak_footprint"));
    assertEquals(10, reply.number("live_at_peak_footprint"));
  }

  @Test
  void aSampleIsTakenAfterEachRecordOfThePlan() throws IOException {
    var samples = reply(80, 100, 120, 120, 60).samples();
    long[][] expected = {{0, 80}, {2, 100}, {5, 120}, {6, 120}, {7, 60}};
    assertEquals(expected.length, samples.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i][0], samples.get(i)[0]);
      assertEquals(expected[i][1], samples.get(i)[1]);
    }
  }

  @Test
  void aRefusedRecordIsNamedAndNotCounted() throws IOException {
    Reply reply = reply(80, 100, 120, -1);
    assertEquals(6, reply.oom().getAsLong());
    assertEquals(3, reply.number("ops_done"));
    assertEquals(10, reply.number("end_live"));
  }

  @Test
  void aRefusedFirstRecordLeavesNoMeans() throws IOException {
    Reply reply = reply(-1);
    assertEquals(0, reply.number("ops_done"));
    assertEquals(0, reply.fraction("footprint_mean"));
    assertEquals(0, reply.fraction("live_mean"));
    assertNull(reply.fraction("jw1"));
  }

  @Test
  void theWalkAtThePeakIsThatOfACountingHeap() throws IOException {
    Reply reply = reply(new ScriptedHeap(80, 100, 120, 120, 60), LockMode.DEFAULT, true);
    assertEquals(60 - 50, reply.number("padding_at_peak"));
    assertEquals(30, reply.number("metadata_at_peak"));
    assertEquals(10, reply.number("free_at_peak"));
    assertNull(reply(80, 100, 120, 120, 60).number("padding_at_peak"));
  }

  /// A heap of one page, all metadata.
  private static HandleAllocator onePage(long... footprints) {
    return new ScriptedHeap(footprints) {
      @Override
      public void walk(HeapVisitor visitor) {
        visitor.area("page", baseAddress(), 4096);
        visitor.metadata(baseAddress(), 4096, 4096);
      }
    };
  }

  private static String invalid(long... footprints) throws IOException {
    return reply(onePage(footprints), LockMode.DEFAULT, true).text("invalid");
  }

  @Test
  void aFootprintThatTheWalkDeniesIsToldOfThePeakAndOfTheEnd() throws IOException {
    assertNull(invalid(0, 4096, 0, 0, 4096));
    String rule = "footprint must equal the bytes walked: ";
    assertEquals(rule + "100, 4096", invalid(0, 100, 0, 0, 4096));
    assertEquals(rule + "200, 4096", invalid(0, 4096, 0, 0, 200));
  }

  @Test
  void aHeapThatDoesNotCountIsNotContradicted() throws IOException {
    assertNull(reply(onePage(0, 100, 0, 0, 200), LockMode.DEFAULT, false).text("invalid"));
  }

  @Test
  void theDigestIsOfMallocsAndReallocs() throws IOException {
    var digest = new PlacementDigest();
    try (var heap = new ScriptedHeap()) {
      for (long handle : new long[] {1, 2, 2}) digest.add(heap, handle);
    }
    String found = reply(1, 1, 1, 1, 1).text("digest");
    assertEquals(digest.toString(), found);
    assertNotEquals(new PlacementDigest().toString(), found);
  }

  @Test
  void whereTheClientLocksNothingThereIsNoDigest() throws IOException {
    assertNull(reply(new ScriptedHeap(1, 1, 1, 1, 1), NONE, false).text("digest"));
  }

  /// Live bytes are 130 in all, and garbage is 26 after each of the five operations.
  @Test
  void whatCollectionsDidIsToldOfAHeapThatCollects() throws IOException {
    var heap =
        new ScriptedHeap(1, 1, 1, 1, 1) {
          @Override
          public Optional<Tracing> tracing() {
            return Optional.of(new Tracing(7, 900));
          }

          @Override
          public long garbageBytes() {
            return 26;
          }
        };
    Reply reply = reply(heap, LockMode.DEFAULT, false);
    assertEquals(7, reply.number("collections"));
    assertEquals(900, reply.number("traced"));
    assertEquals(1.0, reply.fraction("garbage_ratio"));
    assertNull(reply(1, 1, 1, 1, 1).number("collections"));
  }

  @Test
  void whatCompactionDidIsToldAtTheEnd() throws IOException {
    var heap =
        new ScriptedHeap(1, 1, 1, 1, 1) {
          @Override
          public Compaction compaction() {
            return new Compaction(3, 500);
          }
        };
    Reply reply = reply(heap, LockMode.DEFAULT, false);
    assertEquals(3, reply.number("compactions"));
    assertEquals(500, reply.number("moved"));
  }
}
