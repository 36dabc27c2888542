package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;

/// Files of tools that are known and cannot be replayed.
class OtherToolsTest {
  private static final Map<String, String> BEGINNINGS =
      Map.ofEntries(
          Map.entry(
              "desc: --massif-out-file=x\ncmd: ./prog\ntime_unit: i\n#-----------\n", "massif"),
          Map.entry("{\"dhatFileVersion\":2\n,\"mode\":\"heap\"", "DHAT"),
          Map.entry("<?xml version=\"1.0\"?>\n\n<valgrindoutput>\n", "XML"),
          Map.entry("==12== Memcheck, a memory error detector\n==12== \n", "--trace-malloc=yes"),
          Map.entry("heap_v2/524288\n  t*: 1: 8 [0: 0]\n", "jemalloc"),
          Map.entry("heap profile:    1:   8 [  1:   8] @ heapprofile\n", "tcmalloc"),
          Map.entry("memray\0\13\0\0\0", "memray"),
          Map.entry("\1\20\2\0\0LD_PRELOAD=./libbytehound.so", "bytehound"),
          Map.entry("Android Native Heap Dump v1.2\n", "record_allocs"),
          Map.entry("JAVA PROFILE 1.0.2\0\0\0\0\10", "Java heap"),
          Map.entry("PERFILE2h\0\0", "perf"),
          Map.entry("execve(\"./prog\", [\"./prog\"], 0x7ffe /* 9 vars */) = 0\n", "strace"),
          Map.entry("12 brk(NULL)                    = 0x55d0\n", "strace"),
          Map.entry("\nMemory not freed:\n-----------------\n", "MALLOC_TRACE"),
          Map.entry("<malloc version=\"1\">\n", "malloc_info"),
          Map.entry("Arena 0:\nsystem bytes     =     135168\n", "malloc_stats"),
          Map.entry("\n=====\n==12==ERROR: LeakSanitizer: detected memory leaks\n", "sanitizer"),
          Map.entry("\u007fELF\2\1\1", "core dump"));

  @Test
  void areNamedWithWhatToDoInstead() {
    BEGINNINGS.forEach(
        (beginning, name) -> {
          String message = refusal(beginning);
          assertTrue(message.startsWith("log, byte 0: this is "), message);
          assertTrue(message.contains(name), message);
        });
  }

  @Test
  void heaptrackWithoutRawNamesTheOption() {
    assertEquals(
        "log, line 2: heaptrack wrote this without --raw, so its frees do not tell which of several"
            + " equal blocks they free: record with `heaptrack --raw`",
        refusal("v 10400 3\ns 4 prog\na 18 1\n+ 0\n- 0\n"));
    assertTrue(refusal("v 10400 3\n+ 0\n").contains("record with `heaptrack --raw`"));
  }

  private static String refusal(String text) {
    return assertThrows(TraceException.class, () -> LogText.read(text).close()).getMessage();
  }
}
