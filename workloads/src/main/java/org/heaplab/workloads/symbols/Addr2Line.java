package org.heaplab.workloads.symbols;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The program `addr2line` of the GNU binutils. It knows the debug information of a file, also
/// where that is in another file, and the names of C++ as people write them.
final class Addr2Line {
  private static final String UNKNOWN = "??";
  private static final Pattern DISCRIMINATOR = Pattern.compile(" \\(discriminator \\d+\\)$");
  private static final Pattern NO_LINE = Pattern.compile(".*:[0?]$");

  private final String program;
  private boolean isMissing;

  /// @param program its name, or path
  Addr2Line(String program) {
    this.program = program;
  }

  /// What the debug information says of an address.
  ///
  /// @param function its name; empty where it is not known
  /// @param line the name of the source without folders, and the line, as `list.c:12`; empty where
  ///   it is not known
  record Line(String function, String line) {}

  /// Whether the program is not installed, as far as it was asked.
  boolean isMissing() {
    return isMissing;
  }

  /// @return nothing when the program is missing or does not know the file
  Map<Long, Line> ask(String file, List<Long> addresses) {
    if (isMissing) return Map.of();
    try {
      Path questions = Files.createTempFile("heaplab-", ".addresses");
      try {
        Files.write(questions, addresses.stream().map(Long::toHexString).toList());
        return lines(addresses, answers(file, questions));
      } finally {
        Files.delete(questions);
      }
    } catch (IOException e) {
      return Map.of();
    }
  }

  private List<String> answers(String file, Path questions) throws IOException {
    Optional<Process> started = start(file, questions);
    if (started.isEmpty()) return List.of();
    Process process = started.get();
    String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? answers.lines().toList() : List.of();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private Optional<Process> start(String file, Path questions) {
    try {
      return Optional.of(
          new ProcessBuilder(program, "-f", "-C", "-e", file)
              .redirectInput(questions.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      isMissing = true;
      return Optional.empty();
    }
  }

  /// Each address has two lines in the answer: the function, then source and line.
  private static Map<Long, Line> lines(List<Long> addresses, List<String> answers) {
    var lines = new HashMap<Long, Line>();
    for (int i = 0; i < addresses.size() && 2 * i + 1 < answers.size(); i++) {
      String function = answers.get(2 * i);
      lines.put(
          addresses.get(i),
          new Line(function.equals(UNKNOWN) ? "" : function, line(answers.get(2 * i + 1))));
    }
    return lines;
  }

  private static String line(String answer) {
    String place = DISCRIMINATOR.matcher(answer).replaceFirst("");
    if (place.startsWith(UNKNOWN) || NO_LINE.matcher(place).matches()) return "";
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
