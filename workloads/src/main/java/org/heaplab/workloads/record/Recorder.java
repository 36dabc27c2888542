package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Runs a program with a preloaded library that writes down its heap operations, and makes traces
/// of them. The program keeps its standard streams, its other descriptors, the terminal and its
/// signals, as if it ran alone.
///
/// Each process has one trace, that of its last program. So `env X=1 program` and `sh -c 'exec
/// program'` give the trace of `program`. A shell, `timeout`, `sudo` and other wrappers may start
/// the program as a separate process. Then the trace of that process is given ([Processes]).
///
/// Three things are not seen. Some programs load no libraries (statically linked) or none that are
/// preloaded (set-user-ID). A program may take memory without malloc, `operator new` and related
/// functions. A program may define its own malloc in its executable. Where one of these is known,
/// the [Recording] has a remark about it.
public final class Recorder {
  static final CSource LIBRARY =
      new CSource(
          Recorder.class,
          "recorder.c",
          "channel.h",
          "record-channel.h",
          "record-code.h",
          "record-cxx.h",
          "record-exec.h",
          "record-large.h",
          "record-log.h",
          "record-seal.h",
          "record-stamp.h");
  static final CSource COLLECTOR =
      new CSource(
          Recorder.class,
          "collector.c",
          "channel.h",
          "collector-spool.h",
          "collector-stage.h",
          "launch.h");

  private final Consumer<String> say;

  /// @param say takes messages for the user while the program runs, one line at a time
  public Recorder(Consumer<String> say) {
    this.say = say;
  }

  /// Records one run.
  ///
  /// @throws IOException with a message of one line: the program cannot be started, nothing of it
  ///   can be recorded, there is no C compiler, or a file cannot be written. If there are records,
  ///   the message names their folder
  /// @throws InterruptedException when interrupted while the program runs; the program is then told
  ///   to end
  public Recording record(RecordOptions options) throws IOException, InterruptedException {
    Collector.Compiled programs = compile();
    Path folder = makeFolder(options);
    options.save(folder);
    var posix = new Posix();
    try (ReportingChild running = Collector.start(posix, programs, folder, options);
        var _ = new Foreground(posix, running.pid(), Posix.SIGINT, Posix.SIGQUIT, Posix.SIGTSTP)) {
      var failure = new int[1];
      boolean whole = running.follow(line -> hear(line, failure));
      try {
        if (failure[0] != 0) throw notRun(folder, options, failure[0]);
        if (!whole) {
          say.accept("the collector of the records was ended before the program");
          Collector.salvage(programs, folder);
        }
        return write(folder, options);
      } finally {
        running.release();
      }
    }
  }

  private static IOException notRun(Path folder, RecordOptions options, int error)
      throws IOException {
    Spool.delete(folder);
    return new IOException(
        "cannot run " + options.command().getFirst() + ": " + Posix.describe(error));
  }

  /// Writes the traces of a recording that was cut off.
  ///
  /// @param folder the folder that the last message of the recording named
  /// @param output the file to write; null for the one that the recording was started with
  public Recording recover(Path folder, Path output) throws IOException {
    if (!Files.isDirectory(folder)) throw new IOException(folder + ": no such folder");
    RecordOptions options = RecordOptions.load(folder);
    Collector.salvage(compile(), folder);
    return write(folder, output == null ? options : options.withOutput(output));
  }

  private Collector.Compiled compile() throws IOException {
    return new Collector.Compiled(
        COLLECTOR.compile(CSource.Product.EXECUTABLE),
        LIBRARY.compile(CSource.Product.SHARED_OBJECT));
  }

  /// Makes the folder beside the output. A disk with room for the trace mostly has room for its
  /// records.
  private static Path makeFolder(RecordOptions options) throws IOException {
    try {
      return Files.createTempDirectory(options.folder(), "." + options.stem() + "-recording-");
    } catch (IOException e) {
      throw new IOException("cannot write into the folder " + options.folder(), e);
    }
  }

  /// @return whether the line says that all records are written
  private boolean hear(String line, int[] failure) {
    String[] words = line.split(" ", 4);
    switch (words[0]) {
      case "failed" -> failure[0] = Integer.parseInt(words[1]);
      case "closed" ->
          say.accept(
              "recording stopped, the program goes on: "
                  + Posix.describe(Integer.parseInt(words[1])));
      case "waiting" ->
          say.accept(
              "waiting for %s (process %s), which still runs; Ctrl-C ends the recording"
                  .formatted(words[3], words[1]));
      default -> {}
    }
    return line.equals(Collector.DONE);
  }

  /// Deletes the folder when the traces are written; keeps it when one of them cannot be written.
  private static Recording write(Path folder, RecordOptions options) throws IOException {
    Spool spool = Spool.open(folder);
    Recording recording;
    try {
      recording = new TraceFiles(spool, options).write();
    } catch (NothingRecorded e) {
      spool.delete();
      throw e;
    } catch (IOException | RuntimeException e) {
      String kept = "; what was recorded is kept: heaplab record --recover '" + folder + "'";
      throw new IOException(e.getMessage() + kept, e);
    }
    spool.delete();
    return recording;
  }

  /// There are no records to make a trace of.
  static final class NothingRecorded extends IOException {
    private static final long serialVersionUID = 1;

    NothingRecorded(String message) {
      super(message);
    }
  }
}
