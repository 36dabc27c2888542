package org.heaplab.measure;

import java.util.List;
import java.util.function.UnaryOperator;

/// One question, and the replays that answer it: every workload on every allocator.
///
/// @param name what the command line and the result files call it
/// @param question what it asks
/// @param runs what it replays, in words
/// @param byDefault whether it runs when no experiment is named
/// @param workloads which of the workloads there are
/// @param allocators specifications, perhaps with locks of their own (see [Subjects]), out of the
///   names of all allocators meant for use
/// @param options how its replays differ from the suite's
/// @param fitted those of its allocators whose smallest heap is searched for
/// @param lockTimed those of its allocators whose locks are timed
public record Experiment(
    String name,
    String question,
    String runs,
    boolean byDefault,
    UnaryOperator<List<TraceSource>> workloads,
    UnaryOperator<List<String>> allocators,
    UnaryOperator<ReplayOptions> options,
    List<String> fitted,
    List<String> lockTimed) {

  /// One that replays every workload there is on every allocator there is, as the suite does, and
  /// only when it is asked for.
  static Experiment of(String name, String question, String runs) {
    return new Experiment(
        name,
        question,
        runs,
        false,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        List.of(),
        List.of());
  }

  Experiment thatRunsByDefault() {
    return new Experiment(
        name, question, runs, true, workloads, allocators, options, fitted, lockTimed);
  }

  Experiment onRecordedTraces() {
    return new Experiment(
        name,
        question,
        runs,
        byDefault,
        all -> all.stream().filter(TraceSource::real).toList(),
        allocators,
        options,
        fitted,
        lockTimed);
  }

  Experiment with(UnaryOperator<List<String>> chosen) {
    return new Experiment(
        name, question, runs, byDefault, workloads, chosen, options, fitted, lockTimed);
  }

  /// Space only.
  Experiment untimed() {
    return replaying(suite -> suite.withRounds(0).withLatency(false));
  }

  /// Times without the latencies of single operations, so that more of them fit.
  Experiment withoutLatency() {
    return replaying(suite -> suite.withLatency(false));
  }

  /// Times without the latencies of single operations or of pauses.
  Experiment withoutPauses() {
    return replaying(suite -> suite.withLatency(false).withPauseRounds(0));
  }

  private Experiment replaying(UnaryOperator<ReplayOptions> changed) {
    return new Experiment(
        name, question, runs, byDefault, workloads, allocators, changed, fitted, lockTimed);
  }

  Experiment fitting(String... specifications) {
    return new Experiment(
        name,
        question,
        runs,
        byDefault,
        workloads,
        allocators,
        options,
        List.of(specifications),
        lockTimed);
  }

  Experiment timingLocksOf(String... specifications) {
    return new Experiment(
        name,
        question,
        runs,
        byDefault,
        workloads,
        allocators,
        options,
        fitted,
        List.of(specifications));
  }
}
