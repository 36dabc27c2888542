package org.heaplab.workloads.logs;

import java.util.List;
import java.util.regex.Pattern;
import org.heaplab.workloads.logs.text.Lines;

/// A regular expression for the whole lines of each format. It shares no code with the readers, so
/// mutated logs can be checked against it.
///
/// @param whole a line of the format, up to its end
/// @param foreign a line that the format skips
/// @param nothing a whole line without a call, which can replace a torn line
/// @param counted whether every line that is not whole must be counted as torn
record LogGrammar(String format, Pattern whole, Pattern foreign, String nothing, boolean counted) {
  private static final String HEX = "[0-9a-fA-F]+";
  private static final String POINTER = "(?:0[xX]" + HEX + "|\\(nil\\))";
  private static final String NONE = "(?!)";

  /// Also with leading zeros, since the readers compare values.
  private static final Pattern LARGE =
      Pattern.compile(
          "[0-9a-fA-F]{15}|calloc[^\\n\\r]*[0-9]{9}|realloc[^\\n\\r]*[x(,]0[0-9a-fA-F]");

  private static final String BARE = "(?:(?:0[xX])?" + HEX + "|\\(nil\\))";
  private static final String TIMES = "(?:\\s+\\d+\\s+\\d+(?:\\s+-?\\d+)?)?\\s*";
  private static final String CALLER =
      "\\s*(?:@ (?:(?!@ |\\[0x).)*\\[0x" + HEX + "]\\s+|\\[0x" + HEX + "]\\s+)?";
  private static final String SIZE = "(?:0[xX]" + HEX + "|\\d+)";
  private static final String VALGRIND =
      "(?:(?!--(?:\\d[\\d:.]* )?\\d+-- ).)*--(?:\\d[\\d:.]* )?\\d+-- ";
  private static final String NAME =
      "(?:malloc|valloc|pvalloc|__builtin_new|__builtin_vec_new|_Zn\\w*)";
  private static final String FREE = "(?:free|cfree|__builtin_delete|__builtin_vec_delete|_Zd\\w*)";
  private static final String RESULT = " = " + POINTER + "\\s*";

  static final List<LogGrammar> ALL =
      List.of(
          grammar(
              "Android memory_replay",
              "\\s*\\d+:\\s*(?:malloc\\s+BARE\\s+\\d+TIMES|free\\s+BARETIMES"
                  + "|(?:calloc|memalign)\\s+BARE\\s+\\d+\\s+\\d+TIMES"
                  + "|realloc\\s+BARE\\s+BARE\\s+\\d+TIMES|thread_done\\s+BARE(?:\\s+\\d+)?\\s*)",
              NONE,
              "1: thread_done 0x0",
              true),
          grammar(
              "glibc mtrace",
              "=\\s+(?:Start|End)\\s*|CALLER(?:[+!>]\\s+POINTER\\s+SIZE|[-<]\\s+POINTER)\\s*",
              NONE,
              "= Start",
              false),
          grammar(
              "heaptrack --raw",
              "\\+ HEX\\s+HEX\\s+HEX\\s*|- HEX\\s*|[vtcRIA][\\s0-9a-fA-F]*|[XxmS]\\s.*|#.*",
              NONE,
              "#",
              true),
          grammar(
              "Opera allocation log",
              "MEM: POINTER\\s+(?:malloc\\(\\d+\\) => POINTER|free\\(POINTER\\)"
                  + "|realloc\\(POINTER,\\s*\\d+\\) => POINTER)\\s*",
              "(?!.*MEM:|.* => 0x).*",
              "",
              true),
          grammar(
              "Firefox logalloc",
              "\\d+ \\d+ (?:malloc\\(\\d+\\)|valloc\\(\\d+\\)|calloc\\(\\d+,\\d+\\)"
                  + "|(?:memalign|posix_memalign|aligned_alloc)\\(\\d+,\\d+\\)"
                  + "|realloc\\(BLOCK,\\d+\\))=BLOCK\\s*"
                  + "|\\d+ \\d+ (?:free\\(BLOCK\\)|jemalloc_\\w*\\([^)]*\\))\\s*",
              NONE,
              "1 1 jemalloc_stats()",
              true),
          grammar(
              "valgrind --trace-malloc=yes",
              "VALGRIND(?:FREE\\(POINTER\\)\\s*|NAME\\(\\d+\\)RESULT|calloc\\(\\d+,\\d+\\)RESULT"
                  + "|(?:NAME|memalign)\\((?:al \\d+, size|size \\d+, al) \\d+\\)RESULT"
                  + "|realloc\\((?:0[xX](HEX)|\\(nil\\)),(\\d+)\\)"
                  + "(?:RESULT|malloc\\(\\2\\)RESULT|(?i:free\\(0x\\1\\))\\s*))",
              "(?!.*(?:alloc\\(|free\\(|_Z|builtin)).*",
              "",
              false));

  private static LogGrammar grammar(
      String format, String whole, String foreign, String nothing, boolean counted) {
    String pattern =
        whole
            .replace("BARE", BARE)
            .replace("BLOCK", "(?:POINTER|#\\d+)")
            .replace("TIMES", TIMES)
            .replace("CALLER", CALLER)
            .replace("VALGRIND", VALGRIND)
            .replace("NAME", NAME)
            .replace("FREE", FREE)
            .replace("RESULT", RESULT)
            .replace("POINTER", POINTER)
            .replace("SIZE", SIZE)
            .replace("HEX", HEX);
    return new LogGrammar(
        format,
        Pattern.compile(pattern, Pattern.DOTALL),
        Pattern.compile(foreign, Pattern.DOTALL),
        nothing,
        counted);
  }

  boolean isWhole(String line) {
    return line.length() <= Lines.MAX_LINE && whole.matcher(line).matches();
  }

  boolean isForeign(String line) {
    return line.length() <= Lines.MAX_LINE && foreign.matcher(line).matches();
  }

  /// Whether a number may be too large for a block or an address. Other tests check such numbers.
  static boolean hasLargeNumber(String log) {
    return LARGE.matcher(log).find();
  }
}
