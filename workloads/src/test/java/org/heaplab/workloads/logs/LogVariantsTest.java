package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;

/// Variants that the tools' own readers accept, and what other versions and options write.
class LogVariantsTest {
  private static final List<String> REP =
      List.of("malloc 0 512", "malloc 1 128", "realloc 0 640", "free 1", "free 0");

  @Test
  void linesEndInLfCrLfOrCr() {
    for (String log : LogExamples.ALL) {
      List<String> expected = LogText.told(log);
      assertEquals(expected, LogText.told(log.replace("\n", "\r\n")));
      assertEquals(expected, LogText.told(log.replace("\n", "\r")));
      assertEquals(expected, LogText.told(log.replace("\n", "\n\n")));
      assertEquals(expected, LogText.told("\u00ef\u00bb\u00bf" + log));
    }
  }

  @Test
  void malloclabTracesTakeAnyWhiteSpace() {
    String rep = "20000\n2\n5\n1\na 0 512\na 1 128\nr 0 640\nf 1\nf 0\n";
    assertEquals(REP, LogText.told(rep.replace(' ', '\t')));
    assertEquals(REP, LogText.told(rep.replace(" ", "  \f\u000b ")));
    assertEquals(REP, LogText.told(rep.replace("\n", " \n\n ")));
    assertEquals(REP, LogText.told(rep.replace(' ', '\n')));
    assertEquals(REP, LogText.told(rep.replace('\n', ' ') + "\n"));
  }

  @Test
  void malloclabTracesTakeComments() {
    assertEquals(
        REP,
        LogText.told(
            "# a trace\n20000 2 5 1 # header\na 0 512\na 1 128 # small\n# grow\nr 0 640\nf 1\nf 0\n"));
  }

  @Test
  void malloclabScriptsHaveNoHeader() {
    assertEquals(REP, LogText.told("# a script\na 0 512\na 1 128\nr 0 640\nf 1\nf 0\n"));
  }

  @Test
  void malloclabTracesWithMoreOperationsThanTheirHeaderAreRefused() {
    assertEquals(
        "log, line 4: the header must give identifiers and operations, of which there are 1 and 3,"
            + " but has [1, 1, 2, 1]",
        refusal("1 1 2 1\na 0 5\nf 0\na 0 5\n"));
    assertTrue(refusal("1 2 3 4\n5\na 0 1\n").contains("at most 4 numbers"));
  }

  @Test
  void memoryReplayTakesWhatScanfTakes() {
    List<String> expected = List.of("malloc 0 4096", "realloc 0 8", "free 0");
    for (String log :
        List.of(
            "301: malloc 7a10 4096\n301: realloc 7A20 7a10 8\n301: free 7A20\n",
            "301: malloc 0X7A10 4096\n301: realloc 0x7a20 0X7A10 8\n301: free 0X7A20\n",
            "301:malloc\t0x7a10  4096\n 301:  realloc 0x7a20\t7a10 8 \n301: free 0x7a20\n",
            "301: malloc 0x7a10 4096 0 0\n301: realloc 0x7a20 0x7a10 8 0 0\n301: free 0x7a20 0 0\n",
            """
            301: malloc 0x7a10 4096 1 2
            301: realloc 0x7a20 0x7a10 8 3 4 -1
            301: free 0x7a20 5 6 4096
            301: thread_done 0x0 7
            """)) {
      assertEquals(expected, LogText.told(log), log);
    }
  }

  @Test
  void aLogMayBeginWithHalfALine() {
    assertEquals(
        List.of("malloc 0 5", "free 0", "1 TORN_LINE"),
        LogText.told("lloc 0x20 7\n1: malloc 0x10 5\n1: free 0x10\n"));
  }

  @Test
  void mtraceOfOldVersionsHasBareCallers() {
    assertEquals(
        List.of("malloc 0 20", "malloc 1 48", "free 0"),
        LogText.told(
            """
            = Start
             [0x80481eb] + 0x8064c48 0x14
             [0x80481eb] + 0x8064c60 48
             [0x8048209] - 0x8064c48
            = End
            """));
    assertEquals(
        List.of("malloc 0 20", "free 0"),
        LogText.told("+ 0x8064c48 0x14\n@ [0x8048209] - 0x8064c48\n"));
  }

  @Test
  void valgrindWritesTimesOtherFunctionsAndTheProgramsText() {
    assertEquals(
        List.of("malloc 0 10", "malloc 1 128 at 64", "free 1", "realloc 0 100", "free 0"),
        LogText.told(
            """
            --00:00:00:01.161 7785-- realloc(0x0,10)malloc(10) = 0x4D6E180
            --7785-- _ZnwmSt11align_val_t(size 128, al 64) = 0x4D6DDC0
            --7785-- malloc_usable_size(0x4D6E180) = 10
            hello --7785-- _ZdlPvmSt11align_val_t(0x4D6DDC0)
            --7785-- realloc(0x4D6E180,100) = 0x4D6E1D0
            --7785-- realloc(0x4D6E1D0,0)free(0x4D6E1D0)
            --7785--  = 0
            """));
  }

  @Test
  void otherProcessesInAValgrindLogAreLeftOut() {
    assertEquals(
        List.of("malloc 0 10", "free 0", "2 OTHER_PROCESS"),
        LogText.told(
            "--1-- malloc(10) = 0x10\n--2-- free(0x10)\n--2-- malloc(7) = 0x10\n--1-- free(0x10)\n"));
  }

  @Test
  void ltraceHasOptions() {
    for (String prefix :
        List.of(
            "",
            "8060 ",
            "[pid 8060] ",
            "[0x561cf528525b] ",
            "01:50:14 ",
            "8060 1795657814.100673 ",
            "  0.000127 ",
            "    ",
            "libc.so.6->",
            "[pid 8060] 01:50:14.000001 [0x4005d4] prog->")) {
      assertEquals(
          List.of("malloc 0 4", "free 0"),
          LogText.told(
              prefix
                  + "_Znwm(4, 0x7fff, 0x7ffe, 5)       = 0x55f0 <0.000088>\n"
                  + prefix
                  + "operator delete(void*)(0x55f0, 4) = <void>\n"),
          prefix);
    }
  }

  @Test
  void aCallWithinACallOfOneBlockIsTheSame() {
    assertEquals(
        List.of("malloc 0 4", "free 0"),
        LogText.told(
            """
            _Znwm(4, 0, 0, 0 <unfinished ...>
            libstdc++.so.6->malloc(4)      = 0x55f0
            <... _Znwm resumed> )          = 0x55f0
            _ZdlPv(0x55f0 <unfinished ...>
            libstdc++.so.6->free(0x55f0)   = <void>
            <... _ZdlPv resumed> )         = <void>
            """));
  }

  @Test
  void ltraceDoesNotTellSomeResults() {
    assertEquals(
        List.of("1 UNKNOWN_FREE", "2 HIDDEN_RESULT"),
        LogText.told(
            "posix_memalign(0x7ff0, 64, 10)  = 0\nfree(0x10)  = <void>\nmalloc(7 <unfinished ...>\n"));
  }

  @Test
  void aForkedProcessInAnLtraceLogIsLeftOut() {
    assertEquals(
        List.of("malloc 0 10", "free 0", "1 OTHER_PROCESS"),
        LogText.told(
            "1 malloc(10) = 0x10\n1 fork() = 2\n2 free(0x10) = <void>\n1 free(0x10) = <void>\n"));
  }

  private static String refusal(String text) {
    return assertThrows(TraceException.class, () -> LogText.read(text).close()).getMessage();
  }
}
