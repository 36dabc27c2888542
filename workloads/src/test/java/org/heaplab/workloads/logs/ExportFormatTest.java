package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.RandomTrace;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class ExportFormatTest {
  @Test
  void whatMemoryReplayGetsReadsBackAsTheSameOperations() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    try (Trace trace = RandomTrace.of(seed, 5000);
        Trace read = LogText.read(export(trace, "memory_replay"))) {
      List<String> expected =
          LogText.operations(trace).stream().filter(line -> !line.equals("other")).toList();
      assertEquals(withoutThreads(expected), withoutThreads(LogText.operations(read)));
    }
  }

  @Test
  void writesTheMalloclabsHeader() throws IOException {
    var builder = new TraceBuilder();
    int first = builder.malloc(100);
    builder.phase("left out");
    builder.realloc(first, 0);
    builder.free(first);
    builder.malloc(8);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals("200\n2\n4\n1\na 0 100\nr 0 1\nf 0\na 1 8\n", export(trace, "rep"));
    }
  }

  @Test
  void refusesAnUnknownFormat() {
    var e = assertThrows(IllegalArgumentException.class, () -> ExportFormat.find("pdf"));
    assertEquals("an export format must be one of [memory_replay, rep]: pdf", e.getMessage());
  }

  private static String export(Trace trace, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ExportFormat.find(format).write(trace, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  /// Threads are numbered anew by whoever reads them.
  private static List<String> withoutThreads(List<String> operations) {
    return operations.stream().map(line -> line.replaceFirst(" on \\d+", "")).toList();
  }
}
