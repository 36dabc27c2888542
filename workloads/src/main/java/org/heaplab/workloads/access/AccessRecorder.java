package org.heaplab.workloads.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.heaplab.workloads.format.TraceStream;
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
///   relay.c ─ valgrind --tool=lackey ─ program ─ announcer.c
///      │ one connection for each program
///      ▼
///   LogServer ─▶ RunningLog: AccessLog ─▶ OpsMapper ─▶ TraceStream ─▶ .trace
///                                            └ LiveBlocks
/// ```
///
/// The program keeps its standard streams, its other descriptors, its signals and its exit status.
/// It runs some hundred times slower. A program that replaces another in its process has a trace of
/// its own, and so has one that a child process starts. What a child does before that, as a copy of
/// its parent, is left out ([AccessLog]). Lackey does not say which thread an access is of; in the
/// trace it has the thread of the call before it.
///
/// However the program ends, its trace has what it did until then; so it has when this process is
/// told to end, or when the disks become full. When this process is killed, nothing is kept: it is
/// what makes operations of the log, and the log itself is far too large to be kept. The program
/// then goes on, and the relay throws its log away.
///
/// Valgrind reaches the relay through the loopback of the network. A program that is started in
/// another network namespace (`unshare -n`) is out of its reach.
public final class AccessRecorder {
  static final CSource LIBRARY = new CSource(AccessRecorder.class, "announcer.c");

  private static final String VALGRIND = "valgrind";

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
    Path program = Relay.PROGRAM.compile(Product.EXECUTABLE);
    Path folder = options.folder();
    requireRoom(folder);
    var posix = new Posix();
    try (var server = new LogServer(folder, say);
        var relay = Relay.start(posix, program, library, server.port(), options.command());
        var _ = new Foreground(posix, relay.pid(), Posix.SIGINT, Posix.SIGQUIT, Posix.SIGTSTP)) {
      OptionalInt status = relay.await(options.command().getFirst());
      if (status.isEmpty()) {
        say.accept("the process that takes the logs was ended before the program");
      }
      Set<RunningLog> cut = new LogEnds(server, relay, options.children(), say).await();
      return new AccessTraces(server.logs(), cut, options, valgrind).write(status);
    }
  }

  /// Tries whether a trace can be recorded, before the program starts.
  private static void requireRoom(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IOException("cannot write into the folder " + folder);
    }
    try (var _ = new TraceStream(folder)) {
      return;
    } catch (LinkageError e) {
      throw new IOException("cannot compress traces: " + e.getMessage(), e);
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
}
