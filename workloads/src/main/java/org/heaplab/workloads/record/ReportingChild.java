package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// A process between heaplab and a recorded program, which it starts. It reports on a pipe, one
/// line for each event, and learns by a letter on another that the traces are written. When this
/// Java process is killed, the second pipe has its end, and the other process goes on.
public final class ReportingChild implements AutoCloseable {
  private static final int LOOK_MILLIS = 200;

  /// The signals that were ignored when heaplab was started, in hexadecimal. The launcher sets
  /// this.
  private static final String IGNORED = "heaplab.ignored";

  private final Posix posix;
  private final int pid;
  private final int lines;
  private final int word;
  private final StringBuilder unread = new StringBuilder();
  private boolean over;

  private ReportingChild(Posix posix, int pid, int lines, int word) {
    this.posix = posix;
    this.pid = pid;
    this.lines = lines;
    this.word = word;
  }

  /// Starts the process.
  ///
  /// @param command makes its command of two descriptors: the one that it reports on, and the one
  ///   that it reads
  /// @throws IOException when it cannot be started
  public static ReportingChild start(Posix posix, BiFunction<String, String, List<String>> command)
      throws IOException {
    posix.closeOnExecOurOwn();
    Posix.Pipe out = posix.pipe();
    Posix.Pipe in = posix.pipe();
    List<String> words =
        command.apply(Integer.toString(out.writeEnd()), Integer.toString(in.readEnd()));
    int pid = posix.spawn(words, out.writeEnd(), in.readEnd());
    posix.close(out.writeEnd());
    posix.close(in.readEnd());
    return new ReportingChild(posix, pid, out.readEnd(), in.writeEnd());
  }

  /// The signals that the program has to ignore, as a hexadecimal number with a bit for each.
  public static String ignoredSignals() {
    return System.getProperty(IGNORED, "0");
  }

  public int pid() {
    return pid;
  }

  /// Hears the lines of the report until one of them is the last that is waited for.
  ///
  /// @return false when the process ended before that
  /// @throws InterruptedException when this thread was interrupted; the program was then told to
  ///   end
  public boolean follow(Predicate<String> isLast) throws IOException, InterruptedException {
    while (!over) {
      if (hear(LOOK_MILLIS, isLast)) return true;
    }
    return false;
  }

  /// Hears the lines that are there, and does not wait for any.
  ///
  /// @return whether one of them is the one that is looked for
  /// @throws InterruptedException as [#follow] does
  public boolean hear(Predicate<String> isSought) throws IOException, InterruptedException {
    return !over && hear(0, isSought);
  }

  private boolean hear(int millis, Predicate<String> isSought)
      throws IOException, InterruptedException {
    var bytes = new byte[1 << 12];
    int got = posix.read(lines, bytes, millis);
    if (Thread.interrupted()) {
      posix.kill(pid, Posix.SIGTERM);
      throw new InterruptedException("while a program was being recorded");
    }
    over = got < 0;
    unread.append(new String(bytes, 0, Math.max(0, got), StandardCharsets.UTF_8));
    for (int end; (end = unread.indexOf("\n")) >= 0; ) {
      String line = unread.substring(0, end);
      unread.delete(0, end + 1);
      if (isSought.test(line)) return true;
    }
    return false;
  }

  /// Whether nothing more can be heard of it.
  public boolean isOver() {
    return over;
  }

  /// Tells the process that nothing is needed of it any more.
  public void release() {
    posix.write(word, 'k');
  }

  /// Waits for its end.
  @Override
  public void close() {
    posix.close(word);
    posix.await(pid);
    posix.close(lines);
  }

  /// Leaves it alone.
  public void leave() {
    posix.close(word);
    posix.close(lines);
  }
}
