package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The process that starts the program and saves what its recorder writes: `collector.c`. It runs
/// on when this Java process ends, so nothing of the recording is lost.
final class Collector implements AutoCloseable {
  private static final int LOOK_MILLIS = 200;
  private static final String DONE = "done";

  /// The signals that were ignored when heaplab was started, in hexadecimal. The launcher sets
  /// this.
  private static final String IGNORED = "heaplab.ignored";

  private final Posix posix;
  private final int pid;
  private final int lines;
  private final int word;
  private final StringBuilder unread = new StringBuilder();

  private Collector(Posix posix, int pid, int lines, int word) {
    this.posix = posix;
    this.pid = pid;
    this.lines = lines;
    this.word = word;
  }

  /// Starts the collector, which starts the program.
  ///
  /// @param programs the collector, and the library that records
  static Collector start(Posix posix, Compiled programs, Path spool, RecordOptions options)
      throws IOException {
    posix.closeOnExecOurOwn();
    Posix.Pipe out = posix.pipe();
    Posix.Pipe in = posix.pipe();
    var command = new ArrayList<String>();
    command.add(programs.collector().toString());
    command.addAll(List.of("run", spool.toString(), programs.library().toString()));
    command.add(options.children() ? "children" : "alone");
    command.add(Integer.toString(options.frames()));
    command.addAll(List.of(Integer.toString(out.writeEnd()), Integer.toString(in.readEnd())));
    command.add(System.getProperty(IGNORED, "0"));
    command.addAll(options.command());
    int pid = posix.spawn(command, out.writeEnd(), in.readEnd());
    posix.close(out.writeEnd());
    posix.close(in.readEnd());
    return new Collector(posix, pid, out.readEnd(), in.writeEnd());
  }

  /// Moves the records that are still in the channel of a killed collector into the spool.
  static void salvage(Compiled programs, Path spool) throws IOException {
    try {
      new ProcessBuilder(programs.collector().toString(), "salvage", spool.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param collector an executable
  /// @param library the library to preload
  record Compiled(Path collector, Path library) {}

  int pid() {
    return pid;
  }

  /// Passes each line of the collector's report on, until all records are written.
  ///
  /// @return false when the collector ended before that
  /// @throws InterruptedException when this thread was interrupted; the program was then told to
  ///   end
  boolean follow(Consumer<String> report) throws IOException, InterruptedException {
    var bytes = new byte[1 << 12];
    while (true) {
      int got = posix.read(lines, bytes, LOOK_MILLIS);
      if (Thread.interrupted()) {
        posix.kill(pid, Posix.SIGTERM);
        throw new InterruptedException("while a program was being recorded");
      }
      if (got < 0) return false;
      unread.append(new String(bytes, 0, got, StandardCharsets.UTF_8));
      for (int end; (end = unread.indexOf("\n")) >= 0; unread.delete(0, end + 1)) {
        String line = unread.substring(0, end);
        if (line.equals(DONE)) return true;
        report.accept(line);
      }
    }
  }

  /// Tells the collector that the traces are written, so that it ends.
  void release() {
    posix.write(word, 'k');
  }

  @Override
  public void close() {
    posix.close(word);
    posix.await(pid);
    posix.close(lines);
  }
}
