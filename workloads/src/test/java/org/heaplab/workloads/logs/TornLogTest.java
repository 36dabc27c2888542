package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;

/// Torn lines among whole ones.
class TornLogTest {
  private static final List<String> ONE = List.of("malloc 0 5", "free 0", "1 TORN_LINE");

  @Test
  void areLeftOutAndCounted() {
    for (String torn :
        List.of(
            "1: mall",
            "loc 0x20 7",
            "1: malloc 0x20",
            "1: malloc 0x20 71: free 0x10",
            "1: malloc 0x20 7x",
            "1: malloc 0x 7",
            "1: mallocate 0x20 7",
            "1: malloc 0x20 7 100",
            "1: malloc 0x20 7 100 200-1",
            "1: malloc 0x20 7 100 200 300 400",
            "1: malloc 0x20 99999999999999999999",
            "1: malloc 0x20 144115188075855872",
            "1: malloc 0x1ffffffffffffffff 7",
            "1: calloc 0x20 4294967296 4294967296",
            "1: memalign 0x20 9223372036854775807 7",
            "1: malloc 0x20 \0\0\0",
            "\0".repeat(200_000))) {
      assertEquals(ONE, LogText.told("1: malloc 0x10 5\n" + torn + "\n1: free 0x10\n"), torn);
    }
  }

  @Test
  void areKnownInEveryFormat() {
    assertEquals(ONE, opera("alloc(55) => 0x20"));
    assertEquals(ONE, opera("MEM: 0x1 malloc(MEM: 0x1 free(0x10)"));
    assertEquals(ONE, opera("MEM: 0x1 free(0x10) => 0x20"));
    assertEquals(ONE, opera("MEM: 0x1 malloc(5) => 0x2)"));
    assertEquals(ONE, mtrace("x11de] + 0x20 0x7"));
    assertEquals(ONE, mtrace("@ a:[0x1] + 0x20 @ a:[0x1] - 0x10"));
    assertEquals(ONE, mtrace("@ a@ a:[0x1] - 0x10"));
    assertEquals(ONE, mtrace("@ a:[0x1] < 0x10"));
    assertEquals(ONE, mtrace("@ a:[0x1] > 0x20 0x7"));
    assertEquals(ONE, mtrace("= Sta"));
    assertEquals(ONE, heaptrack("+ 18 1"));
    assertEquals(ONE, heaptrack("t 4f 0+ 18 1 20"));
    assertEquals(ONE, heaptrack("18 1 20"));
    assertEquals(ONE, valgrind("--1-- malloc(7)"));
    assertEquals(ONE, valgrind("--1-- malloc(--1-- free(0x10)"));
    assertEquals(ONE, valgrind("-- malloc(7) = 0x20"));
    assertEquals(ONE, valgrind("--1.1-- malloc(7) = 0x20"));
    assertEquals(ONE, valgrind("---1-- malloc(7) =--1-- malloc(7) = 0x20"));
    assertEquals(ONE, valgrind("--1-- memalign(7) = 0x20"));
    assertEquals(ONE, valgrind("--1-- mallocate(7) = 0x20"));
    assertEquals(ONE, ltrace("malloc(7)    = "));
    assertEquals(ONE, ltrace("malloc(7 free(0x10)   = <void>"));
    assertEquals(ONE, ltrace("strlen(\"x malloc(7)   = 0x20"));
    assertEquals(ONE, ltrace("<... malloc resumed> )   = 0x20"));
    assertEquals(ONE, malloclab("a 1"));
    assertEquals(ONE, malloclab("a 1 7x"));
    assertEquals(ONE, malloclab("f 0 128"));
    assertEquals(ONE, malloclab("x 1 7"));
  }

  @Test
  void aTornReallocLeavesTheNextCall() {
    assertEquals(
        List.of("malloc 0 5", "malloc 1 7", "1 TORN_LINE"),
        LogText.told("= Start\n@ [0x1] + 0x10 0x5\n@ [0x1] < 0x10\n@ [0x1] + 0x20 0x7\n"));
  }

  @Test
  void moreOfThemThanWholeLinesAreNoLog() {
    assertEquals(
        "log, line 7: a log must have more whole lines than torn ones, but has 2 and 3,"
            + " the first in line 3: a number must come at column 1: 'x'",
        refusal("1: malloc 0x10 5\n\nx\n1: free 0x10\n2: m\n\n2: m\n"));
    assertTrue(
        refusal("1: malloc 0x10 5\n" + "x\n".repeat(100_000)).startsWith("log, line 1003: "));
  }

  @Test
  void shortensALongLine() {
    String message = refusal("1: free 0x1\n" + ("1: free " + "z".repeat(5000) + "\n").repeat(2));
    assertTrue(message.length() < 300 && message.endsWith("…'"), message);
  }

  @Test
  void aFailedRequestMayHaveAnySize() {
    assertEquals(List.of("1 FAILED"), LogText.told("@ [0x1] + (nil) 0xffffffffffffffff\n"));
    assertEquals(List.of("1 FAILED"), LogText.told("--1-- malloc(18446744073709551615) = 0x0\n"));
  }

  @Test
  void tellsWhereTheFirstTornLineIs() {
    String log = "1: malloc 0x10 5\n1: malloc 0x20 5\n\n1: mal\n1: fr\n1: free 0x10\n";
    try (Trace trace = LogText.read(log)) {
      assertEquals(2, trace.dropped(Dropped.TORN_LINE));
      assertTrue(trace.firstTorn().startsWith("log, line 4: "), trace.firstTorn());
      assertTrue(trace.firstTorn().endsWith("'1: mal'"), trace.firstTorn());
    }
    try (Trace trace = LogText.read("1: malloc 0x10 5\n")) {
      assertEquals("", trace.firstTorn());
    }
  }

  private static List<String> opera(String torn) {
    return LogText.told("MEM: 0x1 malloc(5) => 0x10\n" + torn + "\nMEM: 0x1 free(0x10)\n");
  }

  private static List<String> mtrace(String torn) {
    return LogText.told("= Start\n@ a:[0x1] + 0x10 0x5\n" + torn + "\n@ a:[0x1] - 0x10\n");
  }

  private static List<String> heaptrack(String torn) {
    return LogText.told("v 10400 3\n+ 5 1 10\n" + torn + "\n- 10\n");
  }

  private static List<String> valgrind(String torn) {
    return LogText.told("--1-- malloc(5) = 0x10\n" + torn + "\n--1-- free(0x10)\n");
  }

  private static List<String> ltrace(String torn) {
    return LogText.told("malloc(5)   = 0x10\n" + torn + "\nfree(0x10)   = <void>\n");
  }

  private static List<String> malloclab(String torn) {
    return LogText.told("1\n2\n3\n1\na 0 5\n" + torn + "\nf 0\n");
  }

  private static String refusal(String text) {
    return assertThrows(TraceException.class, () -> LogText.read(text).close()).getMessage();
  }
}
