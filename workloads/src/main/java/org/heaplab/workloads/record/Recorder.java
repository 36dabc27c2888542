package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Runs a program with a library preloaded that writes down its heap operations, and makes traces
/// of what was written. The program keeps its standard streams, its other descriptors, the terminal
/// and its signals, as if it ran alone.
///
/// A process has one trace: that of its last program, so `env X=1 program` and `sh -c 'exec
/// program'` give the program's. Where a shell, `timeout`, `sudo` and their like start the program
/// as a process of its own, that one's is given ([Processes]).
///
/// Not seen are programs that load no libraries (statically linked) or may not be preloaded
/// (set-user-ID), memory that a program takes by other means than malloc, `operator new` and their
/// kin, and, for a program that brings a malloc of its own in its executable, that one. Where it is
/// known, the [Recording] says so.
public final class Recorder {
  static final CSource LIBRARY =
      new CSource(
          Recorder.class,
          "recorder.c",
          "channel.h",
          "record-channel.h",
          "record-cxx.h",
          "record-exec.h",
          "record-large.h",
          "record-log.h",
          "record-seal.h",
          "record-stamp.h");
  static final CSource COLLECTOR =
      new CSource(
          Recorder.class, "collector.c", "channel.h", "collector-spool.h", "collector-stage.h");

  private final Consumer<String> say;

  /// @param say takes what the user should know while the program runs, a line at a time
  public Recorder(Consumer<String> say) {
    this.say = say;
  }

  /// Records one run.
  ///
  /// @throws IOException in one line: the program cannot be started, nothing of it can be recorded,
  ///   there is no C compiler, or a file cannot be written; where something was recorded, the line
  ///   names the folder that has it
  /// @throws InterruptedException while waiting for the program, which is then told to end
  public Recording record(RecordOptions options) throws IOException, InterruptedException {
    Collector.Compiled programs = compile();
    Path folder = makeFolder(options);
    options.save(folder);
    var posix = new Posix();
    try (Collector running = Collector.start(posix, programs, folder, options);
        var _ = new Foreground(posix, running.pid())) {
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

  /// Writes what a recording left that was cut off.
  ///
  /// @param folder the one that its last message named
  /// @param output where to; null: as the recording was told
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

  /// Beside the output: where the trace has room, its records mostly have.
  private static Path makeFolder(RecordOptions options) throws IOException {
    try {
      return Files.createTempDirectory(options.folder(), "." + options.stem() + "-recording-");
    } catch (IOException e) {
      throw new IOException("cannot write into the folder " + options.folder(), e);
    }
  }

  private void hear(String line, int[] failure) {
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
  }

  /// The folder goes when the traces are there, and stays where one cannot be written.
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

  /// There is no heap to make a trace of.
  static final class NothingRecorded extends IOException {
    private static final long serialVersionUID = 1;

    NothingRecorded(String message) {
      super(message);
    }
  }
}
