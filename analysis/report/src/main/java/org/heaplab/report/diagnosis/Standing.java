package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Harness;
import org.heaplab.report.statistics.Pareto;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Tables;

/// Where allocators stand in space and time: which ones no other beats in both, which native one
/// needs the least memory as it comes, and where the allocator stands that an experiment is about.
/// Each answer is given for each group of traces.
public final class Standing {
  /// The alignment of native allocators, as the table of space has it.
  private static final String AS_NATIVES = "malloc";

  private static final String NET = " Times are compared without what replaying takes itself.";

  private final ExperimentResults results;
  private final List<TraceGroup> groups;

  private Standing(ExperimentResults results) {
    this.results = results;
    List<TraceResults> timed = results.compared(Basis.TIME);
    this.groups = TraceGroup.of(timed.isEmpty() ? results.compared() : timed);
  }

  /// Of an experiment that compares different allocators and is about none that programs run on
  /// already, which [Diagnosis] is for; empty for any other.
  public static List<Finding> of(ExperimentResults results) {
    boolean isAboutNative = results.subject().filter(ComparedAllocator::isNative).isPresent();
    if (isAboutNative || !results.experiment().usualFigures()) return List.of();
    var standing = new Standing(results);
    return Stream.of(
            standing.front(),
            standing.leastNative().map(standing::withoutReplay),
            standing.subject().map(standing::withoutReplay))
        .flatMap(Optional::stream)
        .toList();
  }

  /// An answer for one group of traces.
  private record Answer(TraceGroup group, String verdict, String evidence) {}

  private Optional<Finding> finding(String question, Function<OnGroup, Optional<Answer>> answer) {
    List<Answer> answers =
        groups.stream().map(OnGroup::new).flatMap(group -> answer.apply(group).stream()).toList();
    if (answers.isEmpty()) return Optional.empty();
    String verdict =
        answers.size() == 1
            ? answers.getFirst().verdict()
            : answers.stream()
                .map(one -> "on %s: %s".formatted(one.group().words(), one.verdict()))
                .collect(Collectors.joining("; "));
    String evidence =
        answers.stream()
            .map(one -> "On %s, %s".formatted(one.group().words(), one.evidence()))
            .collect(Collectors.joining(" "));
    return Optional.of(new Finding(question, verdict, evidence));
  }

  /// Says of times, where what replaying takes was measured, that it is not in them.
  private Finding withoutReplay(Finding finding) {
    boolean known = results.allocators().stream().anyMatch(ComparedAllocator::isHarness);
    String evidence = finding.evidence() + (known ? NET : "");
    return new Finding(finding.question(), finding.verdict(), evidence);
  }

  private Optional<Finding> front() {
    return finding("Which allocators does no other beat in both space and time?", OnGroup::front);
  }

  private Optional<Finding> leastNative() {
    return finding(
        "Which native allocator, as it comes, needs the least memory?", OnGroup::leastNative);
  }

  private Optional<Finding> subject() {
    return subjectAsNatives()
        .flatMap(
            subject ->
                finding(
                    "Where does %s stand?".formatted(subject.name()),
                    group -> group.standing(subject)));
  }

  /// The allocator that the experiment is about, aligned as native ones are, if that was measured.
  private Optional<ComparedAllocator> subjectAsNatives() {
    return results
        .subject()
        .map(
            subject ->
                Stream.concat(Stream.of(subject), results.allocators().stream())
                    .filter(one -> one.base().equals(subject.base()))
                    .filter(one -> has(one, "alignment", AS_NATIVES))
                    .findFirst()
                    .orElse(subject));
  }

  private boolean has(ComparedAllocator allocator, String column, String value) {
    return results.traces().stream()
        .flatMap(trace -> trace.cell(allocator).stream())
        .map(cell -> cell.value(Tables.SPACE, column))
        .anyMatch(value::equals);
  }

  private boolean isTuned(ComparedAllocator allocator) {
    return results.traces().stream()
        .flatMap(trace -> trace.cell(allocator).stream())
        .flatMap(cell -> cell.row(Tables.SPACE).stream())
        .anyMatch(row -> !row.text("settings").isEmpty());
  }

  /// The allocators on a group of traces.
  private final class OnGroup {
    private final TraceGroup group;

    OnGroup(TraceGroup group) {
      this.group = group;
    }

    private Estimate mean(ComparedAllocator allocator, Metric metric) {
      return Rounds.geometricMean(Rounds.on(group.traces(), allocator, metric)).estimate();
    }

    private double space(ComparedAllocator allocator) {
      return mean(allocator, Metrics.MEAN_RATIO).value();
    }

    private double time(ComparedAllocator allocator) {
      return mean(allocator, Metrics.NS_PER_OP).value();
    }

    /// Those that compete and have been measured on every trace, the smallest first.
    private List<ComparedAllocator> measured(Metric metric) {
      return results.allocators().stream()
          .filter(one -> one.competes() && mean(one, metric).exists())
          .sorted(Comparator.comparingDouble(one -> mean(one, metric).value()))
          .toList();
    }

    private List<ComparedAllocator> natives() {
      return measured(Metrics.MEAN_RATIO).stream()
          .filter(one -> one.isNative() && !isTuned(one))
          .toList();
    }

    Optional<Answer> front() {
      List<ComparedAllocator> both =
          measured(Metrics.NS_PER_OP).stream()
              .filter(one -> mean(one, Metrics.MEAN_RATIO).exists())
              .toList();
      if (both.size() < 2) return Optional.empty();
      List<ComparedAllocator> front = Pareto.front(both, this::time, this::space);
      return Optional.of(
          new Answer(
              group,
              names(front.stream().map(ComparedAllocator::name)),
              "from the fastest to the smallest of %d that compete: %s."
                  .formatted(both.size(), names(front.stream().map(this::valued)))));
    }

    Optional<Answer> leastNative() {
      List<ComparedAllocator> natives = natives();
      if (natives.size() < 2) return Optional.empty();
      ComparedAllocator least = natives.getFirst();
      Optional<ComparedAllocator> fastest =
          natives.stream()
              .filter(one -> mean(one, Metrics.NS_PER_OP).exists())
              .min(Comparator.comparingDouble(this::time));
      String evidence =
          "%s holds %s times what is live, on average, the least of %d%s"
              .formatted(
                  least.name(),
                  Metrics.MEAN_RATIO.unit().format(space(least)),
                  natives.size(),
                  fastest
                      .map(
                          one ->
                              one.equals(least)
                                  ? ", and is the fastest of them."
                                  : "; it holds %s, the fastest of them, in %s."
                                      .formatted(against(least, one), timeAgainst(least, one)))
                      .orElse("."));
      return Optional.of(new Answer(group, least.name(), evidence));
    }

    Optional<Answer> standing(ComparedAllocator subject) {
      if (!mean(subject, Metrics.MEAN_RATIO).exists()) return Optional.empty();
      var evidence =
          new StringBuilder(
              "it holds %s times what is live, on average: number %s in memory"
                  .formatted(
                      Metrics.MEAN_RATIO.unit().format(space(subject)),
                      rank(subject, Metrics.MEAN_RATIO)));
      if (mean(subject, Metrics.NS_PER_OP).exists()) {
        evidence.append(", number %s in time".formatted(rank(subject, Metrics.NS_PER_OP)));
      }
      List<ComparedAllocator> natives = natives();
      if (natives.isEmpty()) {
        String rank = "number %s in memory".formatted(rank(subject, Metrics.MEAN_RATIO));
        return Optional.of(new Answer(group, rank, evidence.append('.').toString()));
      }
      ComparedAllocator best = natives.getFirst();
      String verdict = "%s, in %s".formatted(against(subject, best), timeAgainst(subject, best));
      return Optional.of(new Answer(group, verdict, evidence.append('.').toString()));
    }

    /// As in `3 of 25`.
    private String rank(ComparedAllocator allocator, Metric metric) {
      List<ComparedAllocator> all = measured(metric);
      return "%d of %d".formatted(all.indexOf(allocator) + 1, all.size());
    }

    private String valued(ComparedAllocator allocator) {
      return "%s (%s times what is live, %s an operation)"
          .formatted(
              allocator.name(),
              Metrics.MEAN_RATIO.unit().format(space(allocator)),
              Metrics.NS_PER_OP.unit().format(time(allocator)));
    }

    /// As in `12.0 % less (11.1–13.0 %) than that`.
    private String against(ComparedAllocator one, ComparedAllocator other) {
      Rounds ratio =
          Ranking.ratio(
              Rounds.on(group.traces(), one, Metrics.MEAN_RATIO),
              Rounds.on(group.traces(), other, Metrics.MEAN_RATIO));
      return Change.of(ratio.estimate(), other.name());
    }

    /// Without what replaying costs itself, where that was measured.
    private String timeAgainst(ComparedAllocator one, ComparedAllocator other) {
      Estimate net = Ranking.ratio(net(one), net(other)).estimate();
      if (net.exists()) return Change.ofTime(net);
      Rounds ratio =
          Ranking.ratio(
              Rounds.on(group.traces(), one, Metrics.NS_PER_OP),
              Rounds.on(group.traces(), other, Metrics.NS_PER_OP));
      return Change.ofTime(ratio.estimate());
    }

    private List<Rounds> net(ComparedAllocator allocator) {
      var net = new ArrayList<Rounds>();
      for (TraceResults trace : group.traces()) net.add(Harness.net(results, trace, allocator));
      return net;
    }
  }

  private static String names(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }
}
