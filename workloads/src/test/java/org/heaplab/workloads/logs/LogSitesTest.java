package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

/// The call sites that logs of other tools bring.
class LogSitesTest {
  /// The sites of all mallocs and reallocs.
  private static List<String> sites(String log) {
    try (Trace trace = LogText.read(log)) {
      var sites = new ArrayList<String>();
      for (long i = 0; i < trace.count(); i++) {
        if (Operation.kind(trace.operations(), i) == Operation.FREE) continue;
        int site = trace.siteOf(i);
        sites.add(site == 0 ? "" : trace.siteName(site));
      }
      return sites;
    }
  }

  @Test
  void anOperaLogHasAddresses() {
    assertEquals(
        List.of("0x804d1e7", "0x804d1e7", "0x903b36c", "0x804d1e7"), sites(LogExamples.OPERA));
  }

  @Test
  void mtraceHasTheCallerAsItWritesIt() {
    assertEquals(
        List.of(
            "./prog:[0x4005d4]", "./prog:(main+0x1d)[0x4005e1]", "./prog:(main+0x1d)[0x4005e1]"),
        sites(LogExamples.MTRACE));
    assertEquals(
        List.of("[0x80481eb]", ""), sites("= Start\n[0x80481eb] + 0x10 0x8\n+ 0x20 0x8\n= End\n"));
  }

  @Test
  void heaptrackHasStacksAndModules() {
    assertEquals(List.of("prog+0x1000", "prog+0x1000", "prog+0x1000"), sites(heaptrack("X")));
    String named = LogExamples.HEAPTRACK.replace("X ./prog", "x 6 ./prog");
    assertEquals(List.of("prog+0x1000", "prog+0x1000", "prog+0x1000"), sites(named));
  }

  private static String heaptrack(String kind) {
    return LogExamples.HEAPTRACK.replace("m 1 x ", "m 4 prog ").replace("X ", kind + " ");
  }

  @Test
  void beforeVersionThreeHeaptrackHasNoLengths() {
    String log = "v 10100 2\nx /no/prog\nm x 1000 0 100\nt 1011 0\nt 1022 1\nt 9999 0\n";
    assertEquals(
        List.of("prog+0x11", "prog+0x22", "0x9999", ""),
        sites(log + "+ 8 1 10\n+ 8 2 20\n+ 8 3 30\n+ 8 4 40\n"));
  }

  @Test
  void logsWithoutSitesHaveNone() {
    for (String log :
        List.of(LogExamples.MEMORY_REPLAY, LogExamples.VALGRIND, LogExamples.LTRACE)) {
      try (Trace trace = LogText.read(log)) {
        assertEquals(0, trace.sites());
      }
    }
  }
}
