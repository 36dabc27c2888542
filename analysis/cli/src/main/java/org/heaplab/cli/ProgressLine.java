package org.heaplab.cli;

import java.time.Duration;

/// Shows how far a long piece of work has come: on a terminal one line that changes in place, else
/// a plain line for each tenth of the work.
final class ProgressLine implements AutoCloseable {
  private static final String ERASE = "\r\033[K";
  private static final int MAX_CHARACTERS = 79;

  private final Console console;
  private boolean shown;
  private long lastTenth;

  ProgressLine(Console console) {
    this.console = console;
  }

  /// @param what is being done now
  /// @param done steps so far
  /// @param left an estimate; null as long as there is none
  void at(String what, long done, long total, Duration left) {
    if (console.terminal()) {
      console.err().print(ERASE + cut(describe(what, done, total, left)));
      console.err().flush();
      shown = true;
      return;
    }
    long tenth = total == 0 ? 0 : 10 * done / total;
    if (tenth <= lastTenth) return;
    lastTenth = tenth;
    console.say(describe(null, done, total, left));
  }

  /// A remark of its own, above the line.
  void note(String line) {
    close();
    console.say(line);
  }

  private static String describe(String what, long done, long total, Duration left) {
    var line = new StringBuilder().append(done).append(" of ").append(total);
    if (left != null) line.append(", ").append(spoken(left)).append(" left");
    if (what != null) line.append(": ").append(what);
    return line.toString();
  }

  private static String cut(String line) {
    return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS - 1) + "…";
  }

  private static String spoken(Duration left) {
    return left.compareTo(Duration.ofMinutes(2)) < 0
        ? left.toSeconds() + " s"
        : left.plusSeconds(30).toMinutes() + " min";
  }

  /// Leaves a clean line behind.
  @Override
  public void close() {
    if (!shown) return;
    console.err().print(ERASE);
    console.err().flush();
    shown = false;
  }
}
