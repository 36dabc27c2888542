package org.heaplab.workloads.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.record.Executable;
import org.heaplab.workloads.record.Machine;
import org.heaplab.workloads.record.RecordOptions;
import org.heaplab.workloads.record.Recording;
import org.heaplab.workloads.record.Recording.Recorded;

/// Writes the traces of a recording with accesses: that of the program that the user wants, and
/// with `--children` those of all other processes. Each process has one trace, that of its last
/// program.
final class AccessTraces {
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

  private static final int LOOK_MILLIS = 100;

  private final RecordOptions options;
  private final String valgrind;
  private final Consumer<String> say;
  private final String machine = Machine.describe();
  private final List<RunningLog> processes;
  private final List<String> remarks = new ArrayList<>();

  /// @param logs in the order in which their programs began
  /// @param valgrind its version
  AccessTraces(List<RunningLog> logs, RecordOptions options, String valgrind, Consumer<String> say)
      throws IOException, InterruptedException {
    this.options = options;
    this.valgrind = valgrind;
    this.say = say;
    for (RunningLog log : logs) end(log);
    Map<Long, RunningLog> last = new LinkedHashMap<>();
    for (RunningLog log : logs) {
      if (log.log().process() != 0) last.put(log.log().process(), log);
    }
    processes = List.copyOf(last.values());
  }

  /// Reads a log to its end. A process that outlives the program is waited for only with
  /// `--children`.
  private void end(RunningLog log) throws IOException, InterruptedException {
    boolean told = false;
    while (!log.await(LOOK_MILLIS)) {
      long process = log.log().process();
      boolean runs = ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
      if (!runs || told) continue;
      String who = "%s (process %d)".formatted(log.name(), process);
      if (options.children()) {
        say.accept("waiting for " + who + ", which still runs");
        told = true;
      } else {
        log.cut();
        remarks.add(who + " still runs: its trace ends here");
      }
    }
    if (!log.failure().isEmpty()) {
      remarks.add(log.name() + ": the recording ended early: " + log.failure());
    }
  }

  /// @param status the program's exit status
  /// @throws IOException when there is nothing to write, or it cannot be written
  Recording write(OptionalInt status) throws IOException {
    if (processes.isEmpty()) {
      throw new IOException(
          "cannot run %s: valgrind ended with status %d"
              .formatted(options.command().getFirst(), status.orElse(0)));
    }
    RunningLog meant = meant();
    if (meant.log().calls() == 0 && !options.children()) {
      throw new IOException(
          options.command().getFirst() + " recorded nothing: " + whySilent(meant));
    }
    var recorded = new ArrayList<Recorded>();
    recorded.add(write(meant, options.output(), options.command()));
    List<RunningLog> others = processes.stream().filter(one -> one != meant).toList();
    if (options.children()) {
      int number = 0;
      for (RunningLog log : others) {
        Path output = options.outputOfChild(++number, log.name());
        recorded.add(write(log, output, log.log().command()));
      }
    } else {
      started(meant, others).ifPresent(remarks::add);
    }
    return new Recording(status, recorded, remarks);
  }

  /// The process that the user wants: the first one or, when that only starts others, the one among
  /// them that the command names or that does most.
  private RunningLog meant() {
    RunningLog root = processes.getFirst();
    if (!isWrapper(root)) return root;
    List<RunningLog> started =
        processes.stream().filter(one -> !isWrapper(one) && one.log().calls() > 0).toList();
    List<RunningLog> named =
        started.stream().filter(one -> isEndOfCommand(one.log().command())).toList();
    return (named.isEmpty() ? started : named)
        .stream().max(Comparator.comparingLong(one -> one.log().accesses())).orElse(root);
  }

  private static boolean isWrapper(RunningLog log) {
    String file = log.log().program();
    return WRAPPERS.contains(log.name())
        || WRAPPERS.contains(file.substring(file.lastIndexOf('/') + 1));
  }

  private boolean isEndOfCommand(List<String> words) {
    List<String> asked = options.command();
    int from = asked.size() - words.size();
    return from > 0 && asked.subList(from, asked.size()).equals(words);
  }

  private Recorded write(RunningLog log, Path output, List<String> command) throws IOException {
    var provenance =
        new Provenance(
            log.name(),
            Machine.versionOf(log.log().program()),
            Provenance.commandLine(command),
            log.started().toString(),
            machine,
            "heaplab record --accesses, " + valgrind);
    log.trace().writeTo(output, provenance);
    if (log.log().calls() == 0) remarks.add(log.name() + ": no call was seen; " + whySilent(log));
    return new Recorded(output, provenance, log.trace().count(), log.trace().dropped(), 0, 0);
  }

  private String whySilent(RunningLog log) {
    if (log.log().program().isEmpty()) {
      return Executable.of(options.command().getFirst())
          .whyNotLoaded()
          .orElse("the library that announces its calls was not loaded");
    }
    return Executable.of(log.log().program())
        .ownAllocator()
        .orElse("it may take its memory by other means");
  }

  /// Says which of several programs the trace is of.
  private static Optional<String> started(RunningLog meant, List<RunningLog> others) {
    String names =
        others.stream()
            .filter(one -> !isWrapper(one) && one.log().calls() > 0)
            .map(RunningLog::name)
            .distinct()
            .limit(5)
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) return Optional.empty();
    return Optional.of(
        "this is the heap of %s, not that of %s (--children: each)".formatted(meant.name(), names));
  }
}
