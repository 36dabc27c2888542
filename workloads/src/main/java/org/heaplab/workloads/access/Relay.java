package org.heaplab.workloads.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.heaplab.workloads.record.CSource;
import org.heaplab.workloads.record.Posix;
import org.heaplab.workloads.record.Recorder;
import org.heaplab.workloads.record.ReportingChild;

/// The process that starts Valgrind and passes on what its programs log: `relay.c`. When heaplab
/// takes a log no more, or is killed, the relay throws the rest away, and the program goes on.
final class Relay implements AutoCloseable {
  static final CSource PROGRAM = new CSource(Recorder.class, "relay.c", "launch.h");

  private static final String FAILED = "failed ";
  private static final String ENDED = "ended ";
  private static final String ALONE = "alone";
  private static final String INTERRUPTED = "interrupted";
  private static final String LEFT = "left";
  private static final int NONE = -1;

  private final ReportingChild process;
  private int error;
  private int status = NONE;
  private boolean waits = true;

  private Relay(ReportingChild process) {
    this.process = process;
  }

  /// Starts the relay, which starts the program.
  ///
  /// @param relay an executable
  /// @param library the library to preload
  /// @param port where the logs are taken
  static Relay start(Posix posix, Path relay, Path library, int port, List<String> program)
      throws IOException {
    return new Relay(
        ReportingChild.start(
            posix,
            (out, in) -> {
              var command = new ArrayList<String>();
              command.addAll(List.of(relay.toString(), Integer.toString(port), out, in));
              command.addAll(List.of(ReportingChild.ignoredSignals(), library.toString()));
              command.addAll(program);
              return command;
            }));
  }

  int pid() {
    return process.pid();
  }

  /// Waits for the program's end.
  ///
  /// @return its exit status; empty when the relay was ended before it
  /// @throws IOException when the program cannot be run
  /// @throws InterruptedException when this thread was interrupted; the program was then told to
  ///   end
  OptionalInt await(String program) throws IOException, InterruptedException {
    process.follow(this::isEnd);
    if (error != 0) throw new IOException("cannot run " + program + ": " + Posix.describe(error));
    return status == NONE ? OptionalInt.empty() : OptionalInt.of(status);
  }

  private boolean isEnd(String line) {
    if (line.startsWith(FAILED)) error = Integer.parseInt(line.substring(FAILED.length()));
    if (line.startsWith(ENDED)) status = Integer.parseInt(line.substring(ENDED.length()));
    return error != 0 || status != NONE;
  }

  /// Whether there are processes that the program left behind, and the user has not ended the wait
  /// for them.
  boolean waitsForProcesses() throws IOException, InterruptedException {
    if (process.hear(line -> line.equals(ALONE) || line.equals(INTERRUPTED))) waits = false;
    return waits && !process.isOver();
  }

  /// Lets the relay end or, when programs still run, leaves it with them.
  @Override
  public void close() throws IOException {
    process.release();
    boolean stays = false;
    try {
      stays = process.follow(LEFT::equals);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stays) process.leave();
    else process.close();
  }
}
