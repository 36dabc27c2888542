package org.heaplab.workloads.access;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Waits for the ends of all logs once the program has ended. Programs that it left behind are
/// waited for when their heaps may be wanted: with `--children`, and when a wrapper started them.
/// The user may end the wait. The logs of what then still runs are cut.
final class LogEnds {
  private static final int LOOK_MILLIS = 100;

  /// For processes that are about to end, before the user is told of a wait.
  private static final int PATIENT_LOOKS = 5;

  private final LogServer server;
  private final Relay relay;
  private final boolean children;
  private final Consumer<String> say;
  private final Set<RunningLog> cut = new HashSet<>();

  LogEnds(LogServer server, Relay relay, boolean children, Consumer<String> say) {
    this.server = server;
    this.relay = relay;
    this.children = children;
    this.say = say;
  }

  /// Waits.
  ///
  /// @return the logs whose programs still run
  /// @throws IOException when a log could not be taken
  Set<RunningLog> await() throws IOException, InterruptedException {
    if (children || isWrapper()) awaitProcesses();
    for (RunningLog log : server.logs()) await(log);
    return Set.copyOf(cut);
  }

  private boolean isWrapper() {
    List<RunningLog> processes = RunningLog.lastOfEachProcess(server.soFar());
    return !processes.isEmpty() && processes.getFirst().isWrapper();
  }

  private void awaitProcesses() throws IOException, InterruptedException {
    var told = new HashSet<Long>();
    for (int looks = 0; relay.waitsForProcesses(); looks++) {
      Thread.sleep(LOOK_MILLIS);
      if (looks < PATIENT_LOOKS) continue;
      for (RunningLog log : server.soFar()) {
        long process = log.log().process();
        if (log.isOver() || !RunningLog.runs(process) || !told.add(process)) continue;
        say.accept(
            "waiting for %s (process %d), which still runs; Ctrl-C ends the recording"
                .formatted(log.name(), process));
      }
    }
  }

  private void await(RunningLog log) throws IOException, InterruptedException {
    var rest = new RestOfLog(log.log());
    while (!log.await(LOOK_MILLIS)) {
      long process = log.log().process();
      if (process != 0 && !RunningLog.runs(process)) {
        if (rest.isOver()) log.cut();
      } else {
        if (process != 0) cut.add(log);
        log.cut();
      }
    }
  }
}
