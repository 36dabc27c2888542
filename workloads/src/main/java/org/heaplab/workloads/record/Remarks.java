package org.heaplab.workloads.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.workloads.record.Image.Departure;
import org.heaplab.workloads.record.Processes.Meant;
import org.heaplab.workloads.record.Processes.RecordedProcess;
import org.heaplab.workloads.record.Spool.Left;

/// What the user has to know about a recording besides its traces: which programs are missing and
/// why, and which allocators were not seen.
final class Remarks {
  private static final int MOST_OF_A_KIND = 5;

  private final Spool spool;
  private final Processes processes;
  private final Meant meant;
  private final RecordOptions options;
  private final Map<Image, Long> written;

  /// The allocator in each program that the recorder does not see, by the program's path, since
  /// many processes may run one program.
  private final Map<String, Optional<String>> allocators = new HashMap<>();

  /// @param written the images that have traces, and how many operations each trace has
  Remarks(
      Spool spool,
      Processes processes,
      Meant meant,
      RecordOptions options,
      Map<Image, Long> written) {
    this.spool = spool;
    this.processes = processes;
    this.meant = meant;
    this.options = options;
    this.written = written;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    wrapped().ifPresent(lines::add);
    written.forEach((program, count) -> unseen(program, count).ifPresent(lines::add));
    lines.addAll(unrecorded());
    lines.addAll(leftBehind());
    if (spool.closed() != 0) {
      lines.add("the recording ended early: " + Posix.describe(spool.closed()));
    }
    if (spool.unseen() > 0) {
      lines.add("%d programs were not recorded: too many ran at once".formatted(spool.unseen()));
    }
    List<String> distinct = lines.stream().distinct().toList();
    return distinct.size() <= MOST_OF_A_KIND * 4 ? distinct : shortened(distinct);
  }

  /// Why a program ran without the recorder, as far as its file shows it.
  static Optional<String> whyUnrecorded(Image image) {
    if (image.departure() == Departure.LEAVES_UNREACHABLY) {
      return Optional.of(
          "the recorder is out of its reach, in another root folder or by its rights");
    }
    return Executable.of(image.unrecordedProgram()).whyNotLoaded();
  }

  private Optional<String> unseen(Image program, long operations) {
    Optional<String> own =
        allocators
            .computeIfAbsent(program.program(), path -> Executable.of(path).ownAllocator())
            .map(what -> program.name() + ": " + what + "; its blocks are not seen");
    if (own.isPresent() || operations > 0 || spool.closed() != 0) return own;
    String why = Executable.of(program.program()).whySilent();
    return Optional.of(program.name() + ": no call was seen; " + why);
  }

  /// Tells which of several programs the trace belongs to.
  private Optional<String> wrapped() {
    List<String> others =
        meant.started().stream()
            .filter(RecordedProcess::isRecorded)
            .filter(process -> !process.equals(meant.program()))
            .map(process -> process.last().name())
            .distinct()
            .toList();
    if (others.isEmpty()) return Optional.empty();
    String asked = options.command().getFirst();
    String named = String.join(", ", others.subList(0, Math.min(others.size(), MOST_OF_A_KIND)));
    if (meant.program().isWrapper()) {
      return Optional.of(
          "%s is the heap of %s itself, which started %s"
              .formatted(options.output().getFileName(), asked, named));
    }
    return Optional.of(
        "%s started several programs: this is the heap of %s, not that of %s (--children: each)"
            .formatted(asked, meant.program().last().name(), named));
  }

  /// The programs that wrappers started instead of the program; with `--children` all processes.
  private List<String> unrecorded() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<RecordedProcess> wanted = options.children() ? processes.all() : meant.started();
    for (RecordedProcess process : wanted) {
      if (process.isRecorded()) continue;
      String why = whyUnrecorded(process.last()).orElse("the recorder was not loaded into it");
      String line = process.last().unrecordedProgram() + " was not recorded: " + why;
      counts.merge(line, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + " times)")
        .toList();
  }

  /// Processes that still ran when the program or the recording ended.
  private List<String> leftBehind() {
    var lines = new ArrayList<String>();
    var named = new HashSet<Long>();
    for (Image image : spool.images()) if (image.recorded()) named.add(image.pid());
    for (Left left : spool.left()) {
      named.add(left.pid());
      String what =
          left.recorded() ? "its trace ends here" : "it was not recorded" + hintAtChildren();
      lines.add("%s (process %d) still runs: %s".formatted(left.name(), left.pid(), what));
    }
    for (Left left : spool.behind()) {
      if (!named.add(left.pid())) continue;
      lines.add(
          "%s (process %d) still ran when the program had ended: it was not recorded%s"
              .formatted(left.name(), left.pid(), hintAtChildren()));
    }
    return lines;
  }

  private String hintAtChildren() {
    return options.children() ? "" : " (--children records it)";
  }

  private static List<String> shortened(List<String> lines) {
    var shorter = new ArrayList<>(lines.subList(0, MOST_OF_A_KIND * 4));
    shorter.add("and " + (lines.size() - shorter.size()) + " remarks more of these kinds");
    return shorter;
  }
}
