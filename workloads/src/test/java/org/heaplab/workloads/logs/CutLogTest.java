package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

/// The last line of a log that has no line end.
class CutLogTest {
  @Test
  void isLeftOutAndSaid() {
    assertCut(List.of("malloc 0 4096"), "301: malloc 0x7a10001000 4096\n301: fre");
    assertCut(
        List.of("malloc 0 6144"), "= Start\n@ a:[0x1] + 0x1c3b460 0x1800\n@ a:[0x2] + 0x1c 0x20");
    assertCut(List.of("malloc 0 24"), "v 10400 3\n+ 18 1 10\n+ 18 1 2");
    assertCut(List.of("malloc 0 5"), "MEM: 0x1 malloc(5) => 0x10\nMEM: 0x1 malloc(5) => 0x2");
    assertCut(List.of("malloc 0 5"), "--1-- malloc(5) = 0x10\n--1-- malloc(5) = 0x2");
    assertCut(List.of("malloc 0 5"), "malloc(5)   = 0x10\nmalloc(5)   = 0x2");
    assertCut(List.of("malloc 0 5"), "1 1 2 1\na 0 5\nr 0 1");
  }

  @Test
  void isTakenWhereItsEndIsProven() {
    assertWhole(List.of("malloc 0 5", "free 0"), "MEM: 0x1 malloc(5) => 0x10\nMEM: 0x1 free(0x10)");
    assertWhole(List.of("malloc 0 5", "free 0"), "--1-- malloc(5) = 0x10\n--1-- free(0x10)");
    assertWhole(List.of("malloc 0 5", "free 0"), "malloc(5)   = 0x10\nfree(0x10)");
    assertWhole(List.of("malloc 0 24"), "= Start\n@ a:[0x1] + 0x1c3b460 0x18\n= End");
    assertWhole(List.of("malloc 0 5", "free 0"), "1 1 2 1\na 0 5\nf 0");
    assertWhole(List.of("malloc 0 5", "realloc 0 7"), "1 1 2 1\na 0 5\nr 0 7 ");
  }

  @Test
  void aFreeIsNotProvenWhileALongerIdentifierIsLive() {
    String head = "1 13 14 1\n";
    for (int i = 0; i < 13; i++) head += "a " + i + " 8\n";
    try (Trace trace = LogText.read(head + "f 1")) {
      assertEquals(13, trace.count());
      assertEquals(1, trace.dropped(Dropped.CUT_END));
    }
    try (Trace trace = LogText.read(head + "f 2")) {
      assertEquals(14, trace.count());
      assertEquals(0, trace.dropped());
    }
  }

  @Test
  void aTraceWithFewerOperationsThanItsHeaderPromisesIsCut() {
    assertCut(List.of("malloc 0 5", "malloc 1 5"), "1\n2\n3\n1\na 0 5\na 1 5\n");
    assertCut(List.of("malloc 0 5"), "1\n2\n3\n1\na 0 5\na 1\n");
  }

  @Test
  void blanksBehindTheLastLineEndAreNoLine() {
    assertWhole(List.of("malloc 0 5"), "1: malloc 0x10 5\n  \t");
    assertWhole(List.of("malloc 0 5"), "1: malloc 0x10 5\r");
  }

  @Test
  void whereverALogIsCutOnlyWholeLinesAreTaken() {
    for (String log : LogExamples.ALL) {
      List<String> all = LogText.operations(log);
      for (int length = 1; length < log.length(); length++) {
        String cut = log.substring(0, length);
        List<String> told = operations(cut);
        assertEquals(all.subList(0, told.size()), told, cut);
        int least = operations(cut.substring(0, cut.lastIndexOf('\n') + 1)).size();
        boolean isLineEnd = log.charAt(length) == '\n';
        int most = isLineEnd ? operations(cut + "\n").size() : least + 1;
        assertTrue(told.size() >= least && told.size() <= most, cut);
      }
    }
  }

  private static List<String> operations(String log) {
    return LogReader.find(log.getBytes(StandardCharsets.ISO_8859_1)).isPresent()
        ? LogText.operations(log)
        : List.of();
  }

  private static void assertCut(List<String> operations, String log) {
    var expected = new ArrayList<>(operations);
    expected.add("1 CUT_END");
    assertEquals(expected, LogText.told(log));
  }

  private static void assertWhole(List<String> operations, String log) {
    assertEquals(operations, LogText.told(log));
  }
}
