package org.heaplab.cli.output;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.heaplab.measure.Progress;

/// Shows how far a long piece of work has come: on a terminal one line that changes in place, else
/// a plain line for each tenth of the work, and none for work that is soon done.
public final class ProgressLine implements Progress, AutoCloseable {
  private static final String ERASE = "\r\033[K";
  private static final int MAX_CHARACTERS = 79;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Console console;
  private final LongSupplier clock;
  private final long start;
  private boolean shown;
  private long lastTenth;

  public ProgressLine(Console console) {
    this(console, System::nanoTime);
  }

  /// @param clock in nanoseconds
  public ProgressLine(Console console, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  @Override
  public void at(String what, long done, long total, Duration left) {
    if (console.terminal()) {
      console.err().print(ERASE + cut(describe(what, done, total, left)));
      console.err().flush();
      shown = true;
      return;
    }
    long tenth = total == 0 ? 0 : 10 * done / total;
    if (tenth <= lastTenth || clock.getAsLong() - start < PATIENCE_NANOS) return;
    lastTenth = tenth;
    console.say(describe(null, done, total, left));
  }

  /// A remark of its own, above the line.
  @Override
  public void note(String line) {
    close();
    console.say(line);
  }

  private static String describe(String what, long done, long total, Duration left) {
    if (total == 0) return what;
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
