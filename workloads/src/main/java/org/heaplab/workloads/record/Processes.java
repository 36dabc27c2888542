package org.heaplab.workloads.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// The processes of a recording: which process started which, and which of them runs the program
/// that the user wants. Programs such as a shell, `env`, `timeout` and `sudo` only start another
/// program. They are called wrappers, and the user does not want their heap.
final class Processes {
  private final Map<Integer, RecordedProcess> bySerial = new TreeMap<>();

  /// @param last the program that it ran last
  /// @param parent the serial of the process that started it; 0 when there is none
  record RecordedProcess(Image last, int parent) {
    boolean isRecorded() {
      return last.unrecordedProgram().isEmpty();
    }

    boolean isWrapper() {
      return isRecorded() && last.wrapper();
    }
  }

  /// The process whose trace is the result.
  ///
  /// @param program the process
  /// @param started the programs that wrappers started; empty when the program is no wrapper
  record Meant(RecordedProcess program, List<RecordedProcess> started) {}

  Processes(Spool spool) {
    for (Image image : spool.images()) {
      if (!image.recorded() && image.next().isEmpty()) continue; // It ended during the fork.
      int parent = spool.image(image.parent()).map(Image::process).orElse(0);
      bySerial.merge(
          image.process(),
          new RecordedProcess(image, parent),
          (one, other) -> one.last.serial() > other.last.serial() ? one : other);
    }
  }

  /// All processes in the order in which they began.
  List<RecordedProcess> all() {
    return bySerial.values().stream()
        .sorted(Comparator.comparingInt(process -> process.last.process()))
        .toList();
  }

  /// @param asked the command that the user wants to record
  /// @param amount how much was recorded of an image
  /// @param single whether only one trace is written, so that one of several programs must be
  ///   chosen
  Meant meant(List<String> asked, ToLongFunction<Image> amount, boolean single) {
    RecordedProcess root = bySerial.values().iterator().next();
    if (!root.isRecorded()) return new Meant(startedBySilent(root, asked), List.of());
    if (!root.isWrapper()) return new Meant(root, List.of());
    var started = new ArrayList<RecordedProcess>();
    addStarted(root, started);
    List<RecordedProcess> recorded = started.stream().filter(RecordedProcess::isRecorded).toList();
    if (recorded.isEmpty() && started.isEmpty()) return new Meant(root, List.of());
    if (recorded.isEmpty()) return new Meant(started.getLast(), started);
    List<RecordedProcess> named =
        recorded.stream()
            .filter(process -> endsWith(root.last.command(), process.last.command()))
            .toList();
    List<RecordedProcess> candidates = named.isEmpty() ? recorded : named;
    if (candidates.size() > 1 && !single) return new Meant(root, started);
    return new Meant(
        candidates.stream()
            .max(Comparator.comparingLong(process -> amount.applyAsLong(process.last)))
            .orElseThrow(),
        started);
  }

  /// Adds the programs that a wrapper started, directly or through further wrappers.
  private void addStarted(RecordedProcess wrapper, List<RecordedProcess> started) {
    for (RecordedProcess process : all()) {
      if (process.parent != wrapper.last.process() || process.equals(wrapper)) continue;
      if (process.isWrapper()) addStarted(process, started);
      else started.add(process);
    }
  }

  /// A program that cannot be recorded may be a wrapper too. Then the end of the command names the
  /// program that it started.
  private RecordedProcess startedBySilent(RecordedProcess root, List<String> asked) {
    return all().stream()
        .filter(process -> process.isRecorded() && endsWith(asked, process.last.command()))
        .findFirst()
        .orElse(root);
  }

  /// Whether the arguments of a wrapper end with a program and that program's arguments.
  private static boolean endsWith(List<String> wrapper, List<String> program) {
    int from = wrapper.size() - program.size();
    return from > 0 && wrapper.subList(from, wrapper.size()).equals(program);
  }
}
