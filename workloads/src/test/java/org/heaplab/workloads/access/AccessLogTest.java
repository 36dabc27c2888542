package org.heaplab.workloads.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.format.TraceStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final String LOG =
      """
      ==71== Lackey, an example Valgrind tool
      I  04001090,3
       S 1ffefff8f8,8
      **71** hl:p /usr/bin/sort
      **71** hl:a sort
      **71** hl:a -r
      **71** hl:m 0 4a3b040 18 0
      I  04001093,4
       S 04a3b040,8
       L 04a3b048,4
       M 04a3b050,8
       L 04a3b058,4
      **71** hl:f 0 4a3b040
       L 04a3b040,8
      """;

  @TempDir private Path folder;

  /// Gives one byte at each read, so that every line is cut everywhere.
  private static InputStream dripping(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int start, int length) {
        return super.read(into, start, Math.min(1, length));
      }
    };
  }

  private static AccessLog read(String text, OpsMapper mapper) throws IOException {
    var log = new AccessLog(mapper);
    log.read(dripping(text));
    mapper.finish();
    return log;
  }

  @Test
  void readsAccessesAndAnnouncements() throws IOException {
    var builder = new TraceBuilder();
    AccessLog log = read(LOG, new OpsMapper(builder));
    assertEquals(71, log.process());
    assertEquals("/usr/bin/sort", log.program());
    assertEquals(List.of("sort", "-r"), log.command());
    assertEquals(2, log.calls());
    assertEquals(6, log.accesses());
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(3, trace.dropped(Dropped.OUTSIDE_ACCESS));
      assertEquals(5, trace.count());
      assertEquals(8 << 1 | 1, Operation.size(trace.operations(), 1));
      assertEquals(8 << 8 | 4 << 1, Operation.size(trace.operations(), 2));
      assertEquals(16 << 8 | 8 << 1 | 1, Operation.size(trace.operations(), 3));
    }
  }

  @Test
  void leavesOutWhatAForkedChildDoes() throws IOException {
    String forked =
        """
        **71** hl:m 0 4a3b040 18 0
        **71** hl:w\s
        **72** hl:w\s
         S 04a3b040,8
        **72** hl:f 0 4a3b040
         L 04a3b040,8
        ==72== words
        **71** hl:w\s
         L 04a3b048,4
        """;
    var builder = new TraceBuilder();
    AccessLog log = read(forked, new OpsMapper(builder));
    assertEquals(71, log.process());
    assertEquals(1, log.accesses());
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(2, trace.count());
      assertEquals(8 << 8 | 4 << 1, Operation.size(trace.operations(), 1));
    }
  }

  @Test
  void leavesOutWhatIsNotAsItShouldBe() throws IOException {
    String noise =
        """
        **71** hl:m 0 4a3b040
        **71** hl:m 0 4a3b040 xyz 0
        **71** hl:
        **71** the program's own words
        **x** hl:m 0 4a3b040 18 0
         L 04a3b0g0,8
         L 04a3b040,
         L 04a3b040,8x
         X 04a3b040,8

        """;
    var builder = new TraceBuilder();
    AccessLog log =
        read(noise + "x".repeat(200_000) + "\n L 1000,8\n S 2000", new OpsMapper(builder));
    assertEquals(0, log.calls());
    assertEquals(1, log.accesses());
    builder.abandon();
  }

  @Test
  void aStreamedTraceIsTheSame() throws IOException {
    var text = new StringBuilder(LOG);
    for (int i = 0; i < 100_000; i++) {
      if (i % 1000 == 0) text.append("**71** hl:m 0 %x 3e8 0\n".formatted(0x5000000 + i));
      text.append(" L %08x,8\n".formatted(0x5000000 + i / 1000 * 1000 + i % 500));
    }
    Path file = folder.resolve("t.trace");
    var builder = new TraceBuilder();
    var log = new AccessLog(new OpsMapper(builder));
    log.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    try (var stream = new TraceStream(folder)) {
      new AccessLog(new OpsMapper(stream))
          .read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
      stream.end();
      stream.writeTo(file, Provenance.UNKNOWN);
    }
    try (Trace expected = builder.build("t", Provenance.UNKNOWN);
        Trace actual = Traces.open(file)) {
      assertEquals(100_105, actual.count());
      assertEquals(-1, expected.operations().mismatch(actual.operations()));
      assertEquals(List.of(file), filesIn(folder));
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
