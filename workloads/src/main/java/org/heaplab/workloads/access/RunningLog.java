package org.heaplab.workloads.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceStream;

/// One program under Valgrind: its log, which a thread of its own reads from a connection while the
/// program runs, and the trace that comes out.
final class RunningLog implements AutoCloseable {
  /// Programs that mostly start another program, whose heap is the one that is wanted.
  private static final Set<String> WRAPPERS =
      Set.of(
          "bash",
          "chrt",
          "dash",
          "env",
          "flock",
          "ionice",
          "ksh",
          "nice",
          "nohup",
          "numactl",
          "prlimit",
          "setarch",
          "setpriv",
          "setsid",
          "sh",
          "softlimit",
          "stdbuf",
          "taskset",
          "time",
          "timeout",
          "xargs",
          "xvfb-run",
          "zsh");

  private final Socket connection;
  private final TraceStream trace;
  private final AccessLog log;
  private final OpsMapper mapper;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Consumer<String> say;
  private final Thread reader;
  private volatile String failure = "";
  private volatile boolean isCut;

  /// @param folder of the trace's temporary files
  /// @param say takes a line when the log cannot be read to its end
  RunningLog(Socket connection, Path folder, Consumer<String> say) throws IOException {
    this.connection = connection;
    this.say = say;
    trace = new TraceStream(folder);
    mapper = new OpsMapper(trace);
    log = new AccessLog(mapper);
    reader = Thread.ofPlatform().daemon().name("accesses").start(this::read);
  }

  /// When reading fails, the connection is closed, so that the program goes on without it.
  private void read() {
    try (connection;
        InputStream in = connection.getInputStream()) {
      log.read(in);
    } catch (IOException | TraceException e) {
      fail(e);
    } catch (UncheckedIOException e) {
      fail(e.getCause());
    }
    mapper.finish();
    try {
      trace.end();
    } catch (UncheckedIOException e) {
      fail(e.getCause());
    }
  }

  private void fail(Exception e) {
    if (isCut || !failure.isEmpty()) return;
    failure = e.getMessage();
    say.accept("recording stopped, the program goes on: " + failure);
  }

  AccessLog log() {
    return log;
  }

  TraceStream trace() {
    return trace;
  }

  /// When the program began.
  Instant started() {
    return started;
  }

  /// Why the log was not read to its end; empty when it was.
  String failure() {
    return failure;
  }

  /// Whether it is read to its end, or cut.
  boolean isOver() {
    return !reader.isAlive();
  }

  /// Waits until the log is read to its end.
  ///
  /// @return false when the time was over before
  boolean await(long millis) throws InterruptedException {
    reader.join(millis);
    return !reader.isAlive();
  }

  /// Ends the log where it is; the program goes on without it.
  void cut() throws IOException, InterruptedException {
    isCut = true;
    connection.close();
    reader.join();
  }

  /// The name of the program for messages and file names.
  String name() {
    String called = log.command().isEmpty() ? log.program() : log.command().getFirst();
    String name = called.substring(called.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "_");
    return name.isBlank() ? "program" : name;
  }

  /// Whether the program mostly starts others.
  boolean isWrapper() {
    String file = log.program();
    return WRAPPERS.contains(name())
        || WRAPPERS.contains(file.substring(file.lastIndexOf('/') + 1));
  }

  static boolean runs(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }

  /// The logs of the programs that the processes of a recording ran last, in the order in which the
  /// processes began.
  static List<RunningLog> lastOfEachProcess(List<RunningLog> logs) {
    Map<Long, RunningLog> last = new LinkedHashMap<>();
    for (RunningLog log : logs) {
      if (log.log.process() != 0) last.put(log.log.process(), log);
    }
    return List.copyOf(last.values());
  }

  @Override
  public void close() throws IOException {
    try {
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      trace.close();
    }
  }
}
