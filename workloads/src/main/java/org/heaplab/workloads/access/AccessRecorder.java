package org.heaplab.workloads.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.heaplab.workloads.record.CSource;
import org.heaplab.workloads.record.CSource.Product;
import org.heaplab.workloads.record.Foreground;
import org.heaplab.workloads.record.Posix;
import org.heaplab.workloads.record.RecordOptions;
import org.heaplab.workloads.record.Recording;

/// Records a program's loads and stores together with its heap operations: an unmodified program
/// under Valgrind's tool Lackey, with a preloaded library that announces each call of the allocator
/// (Nethercote & Seward, *Valgrind: A Framework for Heavyweight Dynamic Binary Instrumentation*,
/// PLDI 2007).
///
/// ```text
///   valgrind --tool=lackey ─ program ─ announcer.c
///      │ one connection for each program
///      ▼
///   LogServer ─▶ RunningLog: AccessLog ─▶ OpsMapper ─▶ TraceStream ─▶ .trace
///                                            └ LiveBlocks
/// ```
///
/// The program keeps its standard streams, its other descriptors and its exit status. It runs some
/// hundred times slower. A program that replaces another in its process has a trace of its own, and
/// so has one that a child process starts. What a child does before that, as a copy of its parent,
/// is left out ([AccessLog]). Lackey does not say which thread an access is of; in the trace it has
/// the thread of the call before it.
public final class AccessRecorder {
  static final CSource LIBRARY = new CSource(AccessRecorder.class, "announcer.c");

  private static final String VALGRIND = "valgrind";
  private static final String ENV = "/usr/bin/env";
  private static final String PRELOAD = "LD_PRELOAD";
  private static final int LOOK_MILLIS = 10;

  private final Consumer<String> say;

  /// @param say takes messages for the user while the program runs, one line at a time
  public AccessRecorder(Consumer<String> say) {
    this.say = say;
  }

  /// Records one run.
  ///
  /// @throws IOException with a message of one line: Valgrind or a C compiler is missing, the
  ///   program cannot be started, nothing of it can be recorded, or a file cannot be written
  /// @throws InterruptedException when interrupted while the program runs; the program is then told
  ///   to end
  public Recording record(RecordOptions options) throws IOException, InterruptedException {
    String valgrind = version();
    Path library = LIBRARY.compile(Product.SHARED_OBJECT);
    var posix = new Posix();
    try (var server = new LogServer(options.folder())) {
      posix.closeOnExecOurOwn();
      int program = posix.spawn(command(library, server, options.command()));
      try (var _ = new Foreground(posix, program, Posix.SIGINT, Posix.SIGQUIT)) {
        OptionalInt status = await(posix, program);
        return new AccessTraces(server.logs(), options, valgrind, say).write(status);
      }
    }
  }

  /// The version of Valgrind.
  ///
  /// @throws IOException when there is none
  private static String version() throws IOException {
    try {
      Process process = new ProcessBuilder(VALGRIND, "--version").start();
      process.getOutputStream().close();
      byte[] answer = process.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IOException("accesses are recorded by Valgrind: install the package valgrind", e);
    }
  }

  private static List<String> command(Path library, LogServer server, List<String> program) {
    String before = System.getenv(PRELOAD);
    var command = new ArrayList<String>();
    command.add(Files.exists(Path.of(ENV)) ? ENV : "/bin/env");
    command.add(PRELOAD + "=" + library + (before == null ? "" : ":" + before));
    command.add(VALGRIND);
    command.addAll(
        List.of(
            "--command-line-only=yes",
            "--tool=lackey",
            "--basic-counts=no",
            "--trace-mem=yes",
            "--trace-children=yes",
            "--log-socket=" + server.address(),
            "--"));
    command.addAll(program);
    return command;
  }

  private static OptionalInt await(Posix posix, int program) throws InterruptedException {
    while (true) {
      OptionalInt status = posix.exitStatus(program);
      if (status.isPresent()) return status;
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        posix.kill(program, Posix.SIGTERM);
        throw e;
      }
    }
  }
}
