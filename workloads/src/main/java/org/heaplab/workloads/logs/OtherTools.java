package org.heaplab.workloads.logs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files of tools that study heaps but do not write down each request and each free with its block.
/// They cannot be replayed. The error for such a file says what it is and how to make a file that
/// can be replayed.
public final class OtherTools {
  private static final String RECORD = "record the program with `heaplab record -- COMMAND`";
  private static final String VALGRIND =
      "run `valgrind --trace-malloc=yes --log-file=FILE`, or " + RECORD;

  private static final List<Known> ALL =
      List.of(
          new Known(
              "desc: .*\\ncmd: .*\\ntime_unit: .*",
              "snapshots by valgrind's massif, without single calls",
              VALGRIND),
          new Known(
              "\\s*\\{\\s*\"dhatFileVersion\".*",
              "a profile by valgrind's DHAT, without single calls",
              VALGRIND),
          new Known("(<\\?xml[^>]*>\\s*)?<valgrindoutput>.*", "valgrind's output as XML", VALGRIND),
          new Known(
              "(?:[^\\n]*\\n)?==(?:[\\d:.]+ )?\\d+== .*",
              "valgrind's output without --trace-malloc=yes",
              VALGRIND),
          new Known(
              "heap_v[12]/.*|MAPPED_LIBRARIES:.*",
              "a heap profile by jemalloc, a sample of what was live",
              RECORD),
          new Known("___ Begin jemalloc statistics ___.*", "jemalloc's statistics", RECORD),
          new Known(
              "heap profile: .*", "a heap profile by tcmalloc or Go, sums by call site", RECORD),
          new Known("memray\\x00?.*", "a recording by memray", RECORD),
          new Known("\\x01.*bytehound.*", "a recording by bytehound", RECORD),
          new Known(
              "Android Native Heap Dump v.*",
              "what was live on Android at one time",
              "set `libc.debug.malloc.options record_allocs` and send the process signal 46"),
          new Known("JAVA PROFILE 1\\.0\\.\\d.*", "a dump of a Java heap", RECORD),
          new Known("PERFILE2.*", "a recording by perf", RECORD),
          new Known(
              "(?:\\[pid +\\d+] |\\d+ +)?(?:[\\d:.]+ )?(?:execve|brk|mmap|openat|access)\\(.*",
              "system calls by strace, which do not show requests to the allocator",
              "run `ltrace -f -o FILE`, or " + RECORD),
          new Known(
              "\\s*(?:- 0x[0-9a-f]+ Free .*|Memory not freed:.*|No memory leaks\\..*)",
              "the report of the script mtrace",
              "name the file that MALLOC_TRACE names"),
          new Known("\\s*Memory usage summary: heap total.*", "the report of memusage", RECORD),
          new Known("<malloc version=.*", "the output of malloc_info()", RECORD),
          new Known("Arena 0:\\nsystem bytes.*", "the output of malloc_stats()", RECORD),
          new Known(
              "(?:.*\\n){0,3}==\\d+==ERROR: (?:Leak|Address)Sanitizer.*",
              "a report by a sanitizer",
              RECORD),
          new Known("\\d+: \\d+: Dmalloc version.*", "a log by dmalloc", RECORD),
          new Known(
              "reading file \".*|MOST CALLS TO ALLOCATION.*",
              "the report of heaptrack_print",
              "record with `heaptrack --raw`"),
          new Known("\\x7fELF.*", "a program or a core dump", RECORD));

  private OtherTools() {}

  /// What a file with this beginning is and what to do instead; empty when it is unknown.
  public static Optional<String> describe(byte[] beginning) {
    String text =
        new String(beginning, 0, Math.min(beginning.length, 1 << 12), StandardCharsets.ISO_8859_1)
            .replace("\r\n", "\n");
    return ALL.stream()
        .filter(known -> known.beginning.matcher(text).matches())
        .findFirst()
        .map(known -> "this is " + known.what + ": " + known.instead);
  }

  /// @param beginning a pattern for the beginning of such a file
  /// @param what the kind of file
  /// @param instead how to make a file that can be read
  private record Known(Pattern beginning, String what, String instead) {
    Known(String beginning, String what, String instead) {
      this(Pattern.compile("(?s:" + beginning + ")"), what, instead);
    }
  }
}
