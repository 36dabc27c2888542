package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  @Test
  void readsAnOperaLog() {
    assertEquals(
        List.of("malloc 0 53", "malloc 1 8", "realloc 1 16", "free 0", "malloc 0 0"),
        LogText.operations(
            """
            Could not open debug settings file: debug.txt
            MEM: 0x0804d1e7 malloc(53) => 0x095a91f0
            MEM: 0x0804d1e7 malloc(8) => 0x095a9200

            MEM: 0x0903b36c realloc(0x095a9200,16) => 0x095a9300
            some other message
            MEM: 0x08df6c31 free(0x095a91f0)
            MEM: 0x0804d1e7 malloc(0) => 0x095a9200
            """));
  }

  @Test
  void readsAMemoryReplayLog() {
    assertEquals(
        List.of(
            "malloc 0 1024",
            "malloc 1 136 on 1",
            "malloc 2 104 at 16",
            "realloc 1 80 on 1",
            "free 0",
            "malloc 0 5 at 64"),
        LogText.operations(
            """
            202: malloc 0xb4827400 1024
            203: calloc 0xb4872020 17 8
            202: memalign 0xae42d080 16 104
            203: realloc 0xb4840a60 0xb4872020 80
            202: free 0xb4827400 1601 1602
            202: memalign 0xae42d100 33 5
            202: free 0x0
            486: thread_done 0x0
            """));
  }

  @Test
  void readsALogallocLog() {
    assertEquals(
        List.of(
            "malloc 0 32",
            "malloc 1 168 on 1",
            "realloc 0 84",
            "malloc 2 1024 at 4096",
            "free 1 on 1"),
        LogText.operations(
            """
            18545 18545 jemalloc_stats()
            18545 18545 malloc(32)=0x7f90495120e0
            18545 18546 calloc(4,42)=0x7f9049513040
            18545 18545 realloc(0x7f90495120e0,84)=0x7f9049514060
            99999 99999 free(0x7f9049514060)
            18545 18545 posix_memalign(4096,1024)=0x7f9049515000
            18545 18546 free(0x7f9049513040)
            """));
    assertEquals(
        List.of("malloc 0 42", "malloc 1 24", "free 0"),
        LogText.operations("1 1 malloc(42)=#1\n1 1 malloc(24)=#2\n1 1 free(#1)\n"));
  }

  @Test
  void readsMtraceOutput() {
    assertEquals(
        List.of("malloc 0 24", "malloc 1 7", "realloc 0 32", "free 0"),
        LogText.operations(
            """
            = Start
            @ ./my prog:[0x4005d4] + 0x1c3b460 0x18
            @ [0x4005d4] + 0x1c3b500 7
            @ ./prog:(main+0x1d)[0x4005e1] < 0x1c3b460
            @ ./prog:(main+0x1d)[0x4005e1] > 0x1c3b480 0x20
            @ ./prog:[0x4005f0] ! 0x1c3b480 0x7fffffffffff
            @ ./prog:[0x4005f0] - 0x1c3b480
            @ ./prog:[0x4005f0] + (nil) 0x10
            = End
            """));
  }

  @Test
  void readsRawHeaptrack() {
    assertEquals(
        List.of("malloc 0 24", "malloc 1 4096", "free 0"),
        LogText.operations(
            "v 10500 3\nX prog\nt 4f 0\n+ 18 1 1c3b460\n+ 1000 1 1c3b500\nc 10\n- 1c3b460\n# end\n"));
  }

  @Test
  void readsMalloclabTracesWithEitherHeader() {
    List<String> expected =
        List.of("malloc 0 512", "malloc 1 128", "realloc 0 640", "free 1", "free 0");
    String body = "a 0 512\na 1 128\nr 0 640\nf 1\nf 0\n";
    assertEquals(expected, LogText.operations("20000\n2\n5\n1\n" + body));
    assertEquals(expected, LogText.operations("1\n2\n5\n20000\n" + body));
    assertEquals(expected, LogText.operations("1\n5\n2\n20000\n" + body));
    assertEquals(expected, LogText.operations("20000 2 5 1\n" + body));
    assertEquals(expected, LogText.operations(("20000\n2\n5\n1\n" + body).replace("\n", "\r\n")));
  }

  @Test
  void malloclabIdentifiersWithoutBlockStandForNull() {
    assertEquals(
        List.of("malloc 0 8", "free 0"),
        LogText.operations("1\n1\n5\n1\nr 0 8\nr 0 0\nf 0\nf -1\nw 0 3\n"));
  }

  @Test
  void countsWhatItDrops() {
    try (Trace trace = LogText.read("202: free 0x0\n202: free 0x10\n202: malloc 0x0 8\n")) {
      assertEquals(3, trace.dropped());
    }
  }

  @Test
  void refusesWhatIsNoLog() {
    assertRefused("log, byte 0: must be a .trace file or one of", "hello, world\n");
    assertRefused("it is empty", "");
    assertRefused("it begins with '··PNG'", "\0\1PNG");
  }

  private static void assertRefused(String part, String text) {
    String message = refusal(text);
    assertTrue(message.contains(part), message);
  }

  private static String refusal(String text) {
    return assertThrows(TraceException.class, () -> LogText.read(text).close()).getMessage();
  }
}
