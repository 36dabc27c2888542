package org.heaplab.workloads.logs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Damages logs in two ways: as files get damaged, and as several writers tear each other's lines.
final class LogMutator {
  private static final List<String> TOKENS =
      List.of(
          "\n",
          "\r",
          "\r\n",
          "\0",
          "\0\0\0\0",
          " ",
          "\t",
          "-1",
          "0",
          "0x",
          "0x0",
          "(nil)",
          "=",
          "@ ",
          "MEM: ",
          " => 0x10",
          "+ ",
          "- ",
          "< ",
          "> ",
          "free ",
          "malloc ",
          "<unfinished ...>",
          "ffffffffffffffff",
          "18446744073709551615",
          "18446744073709551616",
          "9999999999999999999999",
          "--4242-- ",
          "--4243-- ",
          "\u00ef\u00bb\u00bf",
          "#",
          "a 0 1",
          "f 0",
          "f -1",
          "v 10400 3\n");

  private final Random random;

  LogMutator(long seed) {
    random = new Random(seed);
  }

  byte[] next() {
    String log = LogExamples.ALL.get(random.nextInt(LogExamples.ALL.size()));
    for (int left = random.nextInt(5); left >= 0; left--) log = mutate(log);
    return log.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String mutate(String log) {
    if (log.isEmpty()) return log;
    int at = random.nextInt(log.length());
    int to = Math.min(log.length(), at + 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
    return switch (random.nextInt(11)) {
      case 0 -> log.substring(0, at);
      case 1 -> log.substring(0, at) + log.substring(to);
      case 2 -> log.substring(0, to) + log.substring(at);
      case 3 -> log.substring(0, at) + (char) random.nextInt(256) + log.substring(at + 1);
      case 4 ->
          log.substring(0, at) + TOKENS.get(random.nextInt(TOKENS.size())) + log.substring(at);
      case 5 -> spliced(log, at);
      case 6 -> swapped(log);
      case 7 -> log.substring(0, at) + random.nextInt(10) + log.substring(at);
      case 8 -> log.substring(at);
      case 9 -> log + LogExamples.ALL.get(random.nextInt(LogExamples.ALL.size()));
      default ->
          random.nextInt(2000) == 0
              ? log.substring(0, at) + "z".repeat(1 << (10 + random.nextInt(8))) + log.substring(at)
              : log.replace("\n", random.nextBoolean() ? "\r" : "\r\n");
    };
  }

  /// The beginning of one line and the end of another, as one line.
  private String spliced(String log, int at) {
    int next = log.indexOf('\n', at);
    if (next < 0) return log;
    int end = log.indexOf('\n', next + 1);
    if (end < 0) end = log.length();
    return log.substring(0, at) + log.substring(next + random.nextInt(end - next));
  }

  private String swapped(String log) {
    String[] lines = log.split("(?<=\n)", -1);
    int one = random.nextInt(lines.length);
    int other = random.nextInt(lines.length);
    String line = lines[one];
    lines[one] = lines[other];
    lines[other] = line;
    return String.join("", lines);
  }
}
