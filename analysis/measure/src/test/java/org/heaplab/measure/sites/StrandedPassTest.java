package org.heaplab.measure.sites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
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

/// When a pass sees that a place strands a page, in a heap of one page with two blocks:
///
/// ```text
///     ├───────────────────── page ──────────────────────┤
///     │ text, 3000 bytes      │ word, 1000   │ metadata │
/// ```
class StrandedPassTest {
  private static final int PAGE = 4096;
  private static final int TEXT = 3000;
  private static final int WORD = 1000;

  /// The word outlives the text.
  private static Trace trace() {
    var builder = new TraceBuilder();
    builder.nameSite(1, "read_text");
    builder.nameSite(2, "remember_word");
    builder.site(1);
    int text = builder.malloc(TEXT);
    builder.site(2);
    int word = builder.malloc(WORD);
    builder.free(text);
    builder.realloc(word, WORD);
    return builder.build("culprit", Provenance.UNKNOWN);
  }

  private static final class OnePage extends ScriptedHeap {
    OnePage(long... footprints) {
      super(footprints);
    }

    @Override
    public void walk(HeapVisitor visitor) {
      int done = calls().size();
      visitor.area("page", baseAddress(), PAGE);
      span(visitor, 1, baseAddress(), TEXT, done < 3);
      span(visitor, 2, baseAddress() + TEXT, WORD, done > 1);
      int metadata = PAGE - TEXT - WORD;
      visitor.metadata(baseAddress() + TEXT + WORD, metadata, metadata);
    }

    private static void span(
        HeapVisitor visitor, long handle, long address, long length, boolean isUsed) {
      if (isUsed) visitor.used(handle, address, length, 0);
      else visitor.free(address, length, length);
    }
  }

  private static Reply run(Trace trace, int points, long... footprints) throws IOException {
    try (ReplayFile file = ReplayFile.write(trace);
        var heap = new OnePage(footprints)) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      var bytes = new ByteArrayOutputStream();
      new StrandedPass(replay, heap)
          .run(points, new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      return reply;
    }
  }

  private static int number(Trace trace, String site) {
    return IntStream.rangeClosed(1, trace.sites())
        .filter(number -> trace.siteName(number).equals(site))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePlaceThatKeepsAPageRisesWhenTheOthersAreFreed() throws IOException {
    try (Trace trace = trace()) {
      Reply reply = run(trace, 100, PAGE, PAGE, PAGE, PAGE);
      int text = number(trace, "read_text");
      int word = number(trace, "remember_word");
      assertEquals(word + " " + text, reply.text("named"));
      assertEquals("1 0 1000 0", reply.text("point_0"));
      assertEquals("2 0 0 0", reply.text("point_1"));
      assertEquals("3 3000 0 0", reply.text("point_2"));
      assertEquals("4 3000 0 0", reply.text("point_3"));
      assertNull(reply.text("point_4"));
      assertEquals("0.0 1500.0 3000.0 0 0 3000 3000", reply.text("site_" + word));
      assertEquals("0.0 250.0 1000.0 1000 0 0 0", reply.text("site_" + text));
    }
  }

  @Test
  void thePointsAreEvenAndTheLastIsTheEnd() throws IOException {
    try (Trace trace = trace()) {
      Reply reply = run(trace, 2, PAGE, PAGE, PAGE, PAGE);
      assertEquals("2 0 0", reply.text("point_0"));
      assertEquals("4 3000 0", reply.text("point_1"));
      assertNull(reply.text("point_2"));
    }
  }

  @Test
  void aRefusedRequestEndsThePass() throws IOException {
    try (Trace trace = trace()) {
      Reply reply = run(trace, 4, PAGE, -1, PAGE, PAGE);
      assertEquals(1, reply.oom().orElseThrow());
      assertNull(reply.text("named"));
    }
  }
}
