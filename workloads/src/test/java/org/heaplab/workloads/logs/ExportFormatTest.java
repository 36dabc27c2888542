package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.logs.format.Detail;
import org.heaplab.workloads.logs.format.ExportFormat;
import org.junit.jupiter.api.Test;

class ExportFormatTest {
  @Test
  void whatMemoryReplayGetsReadsBackAsTheSameOperations() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    try (Trace trace = random(new Random(seed));
        Trace read = LogText.read(export(trace, "memory_replay"))) {
      List<String> expected =
          LogText.operations(trace).stream().filter(line -> !line.equals("other")).toList();
      assertEquals(withoutThreads(expected), withoutThreads(LogText.operations(read)));
    }
  }

  /// Of a trace that has nothing that a text has no place for.
  @Test
  void statisticsOfWhatReadsBackAreTheSame() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    for (ExportFormat format : ExportFormat.all()) {
      try (Trace trace = plain(new Random(seed));
          Trace read = LogText.read(export(trace, format.name()))) {
        assertEquals(Set.of(), format.lost(trace));
        assertEquals(TraceStatistics.of(trace), TraceStatistics.of(read), format.name());
      }
    }
  }

  private static Trace plain(Random random) {
    var trace = new TraceBuilder();
    var live = new ArrayList<Integer>();
    for (int i = 0; i < 5000; i++) {
      int choice = live.isEmpty() ? 0 : random.nextInt(5);
      int index = live.isEmpty() ? -1 : random.nextInt(live.size());
      if (choice < 2) live.add(trace.malloc(random.nextInt(1 << 20)));
      else if (choice == 2) trace.realloc(live.get(index), 1 + random.nextInt(1 << 20));
      else trace.free(live.remove(/* index */ index));
    }
    return trace.build("log", Provenance.UNKNOWN);
  }

  @Test
  void whatIsLostIsWhatTheTraceHas() {
    try (Trace trace = random(new Random(1))) {
      assertEquals(
          "threads, alignments, phases", Detail.list(ExportFormat.find("mtrace").lost(trace)));
      assertEquals("phases", Detail.list(ExportFormat.find("memory_replay").lost(trace)));
    }
  }

  @Test
  void mtraceKeepsTheNamesOfPlaces() throws IOException {
    var builder = new TraceBuilder();
    builder.nameSite(1, "grow (list.c:12) ← main");
    builder.site(1);
    builder.malloc(0x20);
    builder.site(0);
    builder.malloc(1);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      String text = export(trace, "mtrace");
      assertEquals(
          "= Start\n@ grow (list.c:12) ? main:[0x1] + 0x10 0x20\n@ program:[0x0] + 0x20 0x1\n= End\n",
          text);
      try (Trace read = LogText.read(text)) {
        assertEquals(1, read.sites());
        assertEquals("grow (list.c:12) ? main:[0x1]", read.siteName(1));
      }
    }
  }

  private static Trace random(Random random) {
    var trace = new TraceBuilder();
    var live = new ArrayList<Integer>();
    for (int i = 0; i < 5000; i++) {
      trace.thread(random.nextInt(3));
      int index = live.isEmpty() ? -1 : random.nextInt(live.size());
      int slot = live.isEmpty() ? -1 : live.get(index);
      switch (live.isEmpty() ? 0 : random.nextInt(6)) {
        case 0, 1 -> live.add(trace.malloc(random.nextLong(1L << 40)));
        case 2 -> live.add(trace.malloc(random.nextLong(1L << 40), random.nextInt(40)));
        case 3 -> trace.realloc(slot, random.nextInt(1 << 20));
        case 4 -> trace.phase("left out");
        default -> {
          trace.free(slot);
          live.set(index, live.getLast());
          live.removeLast();
        }
      }
    }
    return trace.build("random", Provenance.UNKNOWN);
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
    assertEquals(
        "an export format must be one of [memory_replay, mtrace, rep]: pdf", e.getMessage());
  }

  private static String export(Trace trace, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ExportFormat.find(format).write(trace, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  /// The reader of an exported trace numbers the threads itself.
  private static List<String> withoutThreads(List<String> operations) {
    return operations.stream().map(line -> line.replaceFirst(" on \\d+", "")).toList();
  }
}
