package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// Which free of a trace the free lists are shown of.
class FreeListPassTest {
  private static Reply lists(TraceBuilder builder) throws IOException {
    try (Trace trace = builder.build("lists", Provenance.UNKNOWN);
        ReplayFile file = ReplayFile.write(trace)) {
      var replay =
          new HeapReplay(
              ReplayFile.View.map(file.path()),
              Catalogue.find("buddy"),
              new LockMode.None(),
              Long.MAX_VALUE);
      var bytes = new ByteArrayOutputStream();
      FreeListPass.run(
          replay, new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      return reply;
    }
  }

  /// A half of a page, two blocks of 16 bytes, and one of 64 behind them.
  @Test
  void theFirstFreeAfterThePeakThatJoinsTwice() throws IOException {
    var builder = new TraceBuilder();
    builder.malloc(2048);
    int first = builder.malloc(16);
    int second = builder.malloc(16);
    builder.malloc(64);
    builder.free(first);
    builder.free(second);
    assertEquals(
        "16:1:0 32:1:0 64:0:1 128:1:1 256:1:1 512:1:1 1024:1:1",
        lists(builder).text(FreeListPass.LISTS));
  }

  @Test
  void aTraceWithoutSuchAFreeShowsNothing() throws IOException {
    var builder = new TraceBuilder();
    int first = builder.malloc(2048);
    builder.malloc(2048);
    builder.free(first);
    assertNull(lists(builder).text(FreeListPass.LISTS));
  }
}
