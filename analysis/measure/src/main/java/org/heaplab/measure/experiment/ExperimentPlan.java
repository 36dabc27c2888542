package org.heaplab.measure.experiment;

import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.session.ReplayOptions;

import java.util.List;
import java.util.function.UnaryOperator;

/// One question, and the replays that answer it: every workload on every allocator.
///
/// @param name what the command line and the result files call it
/// @param question what it asks
/// @param runs what it replays, in words
/// @param byDefault whether it runs when no experiment is named
/// @param workloads which of the workloads there are
/// @param allocators specifications, perhaps with locks of their own (see [MeasuredAllocators]),
///   out of the names of all allocators meant for use
/// @param options how its replays differ from the suite's
/// @param fitted those of its allocators whose smallest heap is searched for
/// @param lockTimed those of its allocators whose locks are timed
public record ExperimentPlan(
    String name,
    String question,
    String runs,
    boolean byDefault,
    UnaryOperator<List<TraceSource>> workloads,
    UnaryOperator<List<String>> allocators,
    UnaryOperator<ReplayOptions> options,
    List<String> fitted,
    List<String> lockTimed) {

  /// Begins one that replays every workload there is on every allocator there is, as the suite
  /// does, and only when it is asked for.
  public static Builder of(String name, String question, String runs) {
    return new Builder(name, question, runs);
  }

  /// An experiment that is being described: each call says how it differs from the usual one.
  public static final class Builder {
    private final String name;
    private final String question;
    private final String runs;
    private boolean byDefault;
    private UnaryOperator<List<TraceSource>> workloads = UnaryOperator.identity();
    private UnaryOperator<List<String>> allocators = UnaryOperator.identity();
    private UnaryOperator<ReplayOptions> options = UnaryOperator.identity();
    private List<String> fitted = List.of();
    private List<String> lockTimed = List.of();

    private Builder(String name, String question, String runs) {
      this.name = name;
      this.question = question;
      this.runs = runs;
    }

    Builder thatRunsByDefault() {
      byDefault = true;
      return this;
    }

    Builder onRecordedTraces() {
      workloads = all -> all.stream().filter(TraceSource::real).toList();
      return this;
    }

    Builder with(UnaryOperator<List<String>> chosen) {
      allocators = chosen;
      return this;
    }

    /// Space only.
    Builder untimed() {
      return replaying(suite -> suite.withRounds(0).withLatency(false));
    }

    /// Times without the latencies of single operations, so that more of them fit.
    Builder withoutLatency() {
      return replaying(suite -> suite.withLatency(false));
    }

    /// Times without the latencies of single operations or of pauses.
    Builder withoutPauses() {
      return replaying(suite -> suite.withLatency(false).withPauseRounds(0));
    }

    private Builder replaying(UnaryOperator<ReplayOptions> changed) {
      options = changed;
      return this;
    }

    Builder fitting(String... specifications) {
      fitted = List.of(specifications);
      return this;
    }

    Builder timingLocksOf(String... specifications) {
      lockTimed = List.of(specifications);
      return this;
    }

    ExperimentPlan build() {
      return new ExperimentPlan(
          name, question, runs, byDefault, workloads, allocators, options, fitted, lockTimed);
    }
  }
}
