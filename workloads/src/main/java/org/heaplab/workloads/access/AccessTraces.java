package org.heaplab.workloads.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.heaplab.workloads.OtherDisk;
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
  private final RecordOptions options;
  private final String valgrind;
  private final String machine = Machine.describe();
  private final List<RunningLog> processes;
  private final Set<RunningLog> cut;
  private final List<String> remarks = new ArrayList<>();

  /// @param logs in the order in which their programs began, all of them at their ends
  /// @param cut those whose programs still run
  /// @param valgrind its version
  AccessTraces(List<RunningLog> logs, Set<RunningLog> cut, RecordOptions options, String valgrind) {
    this.processes = RunningLog.lastOfEachProcess(logs);
    this.cut = cut;
    this.options = options;
    this.valgrind = valgrind;
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
    processes.forEach(one -> tellOfEnd(one, one == meant || options.children()));
    return new Recording(status, recorded, remarks);
  }

  /// Says why a trace ends before its program, and which processes go on.
  private void tellOfEnd(RunningLog log, boolean recorded) {
    if (recorded && !log.failure().isEmpty()) {
      remarks.add(log.name() + ": the recording ended early: " + log.failure());
    }
    if (cut.contains(log)) {
      String what =
          recorded ? "its trace ends here" : "it was not recorded (--children records it)";
      remarks.add(stillRuns(log, log.log().process()) + what);
    }
    for (long copy : log.log().copies()) {
      boolean other = processes.stream().anyMatch(one -> one.log().process() == copy);
      if (other || !RunningLog.runs(copy)) continue;
      remarks.add(stillRuns(log, copy) + "it was not recorded, being a copy of its parent");
    }
  }

  private static String stillRuns(RunningLog log, long process) {
    return "%s (process %d) still runs: ".formatted(log.name(), process);
  }

  /// The process that the user wants: the first one or, when that only starts others, the one among
  /// them that the command names or that does most.
  private RunningLog meant() {
    RunningLog root = processes.getFirst();
    if (!root.isWrapper()) return root;
    List<RunningLog> started =
        processes.stream().filter(one -> !one.isWrapper() && one.log().calls() > 0).toList();
    List<RunningLog> named =
        started.stream().filter(one -> isEndOfCommand(one.log().command())).toList();
    List<RunningLog> candidates = named.isEmpty() ? started : named;
    if (candidates.size() > 1 && options.children()) return root;
    return candidates.stream()
        .max(Comparator.comparingLong(one -> one.log().accesses()))
        .orElse(root);
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
    Path file =
        OtherDisk.write(output, path -> log.trace().writeTo(path, provenance), remarks::add);
    if (log.log().calls() == 0) remarks.add(log.name() + ": no call was seen; " + whySilent(log));
    return new Recorded(file, provenance, log.trace().count(), log.trace().dropped(), 0, 0);
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

  /// Says which of several programs that a wrapper started the trace is of.
  private Optional<String> started(RunningLog meant, List<RunningLog> others) {
    if (!processes.getFirst().isWrapper()) return Optional.empty();
    String names =
        others.stream()
            .filter(one -> !one.isWrapper() && one.log().calls() > 0)
            .map(RunningLog::name)
            .distinct()
            .limit(5)
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) return Optional.empty();
    return Optional.of(
        "%s started several programs: this is the heap of %s, not that of %s (--children: each)"
            .formatted(options.command().getFirst(), meant.name(), names));
  }
}
