package org.heaplab.measure.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heaplab.measure.Steps;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.RoundOrder;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Trace;

/// The measurements of a [Job] that read a clock, in rounds. A round visits every allocator once,
/// in an order of its own, each in a fresh process that warms up first: where code and heap lie
/// differs from process to process, and how the compiler does, so that only processes are samples.
final class TimedJob {
  /// With fewer, an interval says nothing.
  private static final int FEWEST_ROUNDS = 3;

  private final Job job;
  private final List<ReplayMeasurement> measurements;
  private final List<String> leftOut = new ArrayList<>();

  /// Those that could not be timed to the end: they are not tried again.
  private final Set<MeasuredAllocator> failed = new HashSet<>();

  TimedJob(Job job, List<ReplayMeasurement> timed) {
    this.job = job;
    this.measurements = timed.stream().filter(one -> !job.wanted(one).isEmpty()).toList();
  }

  String name() {
    return job.name();
  }

  String experiment() {
    return job.experiment();
  }

  long ops() {
    return job.ops();
  }

  /// The same before anything of the trace was measured: see [Job#operations].
  long operations() {
    return job.operations();
  }

  /// How many processes are left to be started.
  int roundsLeft() {
    return allocators().stream().mapToInt(this::roundsLeft).sum();
  }

  private int roundsLeft(MeasuredAllocator allocator) {
    return measurements.stream()
        .mapToInt(measurement -> job.roundsLeft(measurement, allocator))
        .max()
        .orElse(0);
  }

  /// What is left to be measured in them, in space measurements.
  double weightLeft() {
    return allocators().stream()
        .mapToDouble(
            one ->
                measurements.stream()
                    .mapToDouble(
                        measurement -> measurement.weight() * job.roundsLeft(measurement, one))
                    .sum())
        .sum();
  }

  /// The allocators that are to be timed.
  List<MeasuredAllocator> allocators() {
    return measurements.isEmpty() ? List.of() : job.allocators();
  }

  /// What all rounds of one allocator cost, in space measurements.
  double weight() {
    return measurements.stream().mapToDouble(one -> one.weight() * rounds(one)).sum();
  }

  private int rounds() {
    return measurements.stream().mapToInt(this::rounds).max().orElse(0);
  }

  private int rounds(ReplayMeasurement measurement) {
    return measurement.rounds(job.options());
  }

  /// Whether everything is measured already, or never will be.
  boolean isDone() {
    return lacking().isEmpty();
  }

  /// The allocators of which some round is lacking.
  private List<MeasuredAllocator> lacking() {
    return allocators().stream()
        .filter(one -> measurements.stream().anyMatch(measurement -> job.lacks(measurement, one)))
        .toList();
  }

  /// @param budgetNanos how long it may take; nothing is timed when that is too little for all
  /// @param mostNanos how long one allocator may take; one that would take longer is left out
  /// @param shorter how long each allocator took for a round of a trace with fewer operations, in
  ///   nanoseconds by name; what this one takes replaces it
  /// @return what was left out, one line for each, or for all
  List<String> run(long budgetNanos, long mostNanos, Map<String, Long> shorter, Steps steps)
      throws IOException {
    List<MeasuredAllocator> lacking = lacking();
    int done = allocators().size() - lacking.size();
    for (int i = 0; i < done; i++) steps.end(weight());
    if (lacking.isEmpty()) return List.of();
    if (!fits(lacking, shorter, budgetNanos)) {
      for (int i = 0; i < lacking.size(); i++) steps.end(weight());
      return List.of(takesTooLong(lacking.size()));
    }
    long end = System.nanoTime() + budgetNanos;
    try (Trace trace = job.source().trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      var first = new FirstRound(file, steps);
      first.measure(lacking);
      lacking.forEach(one -> shorter.put(one.name(), first.repeatedNanos(one)));
      int rounds = first.keepWhatFits(end - System.nanoTime(), mostNanos);
      for (int round = first.round + 1; round < rounds; round++) {
        for (MeasuredAllocator one : inOrder(first.kept, round)) {
          for (Timed timed : measure(one, file, round, steps)) timed.keep();
        }
      }
      return leftOut;
    } finally {
      for (int i = 0; i < lacking.size(); i++) steps.end(weight());
    }
  }

  /// Whether the fewest rounds would fit if they took no longer than those of a shorter trace: then
  /// a first round is worth its time.
  private boolean fits(
      List<MeasuredAllocator> allocators, Map<String, Long> shorter, long budgetNanos) {
    long nanos =
        allocators.stream()
            .mapToLong(
                one ->
                    shorter.getOrDefault(one.name(), 0L) * Math.min(FEWEST_ROUNDS, roundsLeft(one)))
            .sum();
    return nanos <= budgetNanos;
  }

  private String takesTooLong(int count) {
    return "%s: not timed, %d rounds on %d allocators take more than the suite's time"
        .formatted(name(), Math.min(FEWEST_ROUNDS, rounds()), count);
  }

  private List<MeasuredAllocator> inOrder(List<MeasuredAllocator> allocators, int round) {
    return RoundOrder.of(allocators, job.source().name(), round);
  }

  /// Rows of a measurement that are not in the files yet.
  ///
  /// @param nanos how long it took
  private record Timed(
      Job job, ReplayMeasurement measurement, Session session, List<Row> rows, long nanos) {
    void keep() throws IOException {
      if (!rows.isEmpty()) job.keep(measurement, session, rows);
    }
  }

  /// One allocator's part of a round, in a fresh process.
  private List<Timed> measure(MeasuredAllocator allocator, ReplayFile file, int round, Steps steps)
      throws IOException {
    List<ReplayMeasurement> wanted =
        measurements.stream()
            .filter(one -> rounds(one) > round && job.lacksRound(one, allocator, round))
            .toList();
    var all = new ArrayList<Timed>();
    if (wanted.isEmpty() || failed.contains(allocator)) return all;
    steps.begin(
        "%s on %s: times, process %d of %d"
            .formatted(job.source().name(), allocator.name(), round + 1, rounds()));
    long start = System.nanoTime();
    try (Session session = job.session(allocator, file, true)) {
      session.warmUp();
      for (ReplayMeasurement one : wanted) {
        List<Row> rows = session.measure(one, round);
        long now = System.nanoTime();
        all.add(new Timed(job, one, session, rows, now - start));
        start = now;
      }
      if (!session.reason().isEmpty()) {
        failed.add(allocator);
        leftOut.add(session.key() + ": " + session.reason());
      }
    }
    return all;
  }

  /// The first round that is measured now. It tells how long one takes, and counts only when there
  /// is time for enough of them.
  private final class FirstRound {
    private final ReplayFile file;
    private final Steps steps;
    private final Map<MeasuredAllocator, List<Timed>> measured = new HashMap<>();
    private List<MeasuredAllocator> kept = List.of();
    private int round;

    FirstRound(ReplayFile file, Steps steps) {
      this.file = file;
      this.steps = steps;
    }

    void measure(List<MeasuredAllocator> allocators) throws IOException {
      kept = allocators;
      while (measured.isEmpty() && round < rounds()) {
        for (MeasuredAllocator one : inOrder(allocators, round)) {
          List<Timed> timed = TimedJob.this.measure(one, file, round, steps);
          if (!timed.isEmpty()) measured.put(one, timed);
        }
        if (measured.isEmpty()) round++;
      }
    }

    /// Leaves out each allocator whose fewest rounds after this one would take too long alone, and
    /// all of them when there is no time for the fewest rounds.
    ///
    /// @return how many rounds there is time for, those before this one included
    int keepWhatFits(long leftNanos, long mostNanos) throws IOException {
      int wanted = rounds();
      var fitting = new ArrayList<MeasuredAllocator>();
      long perRound = 0;
      for (MeasuredAllocator one : kept) {
        long nanos = repeatedNanos(one);
        if (nanos * (Math.min(FEWEST_ROUNDS, wanted - round) - 1) > mostNanos) {
          leftOut.add(
              "%s: not timed, one process takes %.1f s".formatted(job.key(one), nanos / 1e9));
        } else {
          fitting.add(one);
          perRound += nanos;
        }
      }
      long more = Math.min(wanted - round - 1, Math.max(0, leftNanos) / Math.max(perRound, 1));
      int rounds = round + 1 + (int) more;
      if (rounds < Math.min(FEWEST_ROUNDS, wanted)) {
        leftOut.clear();
        leftOut.add(takesTooLong(fitting.size()));
        return 0;
      }
      kept = fitting;
      for (MeasuredAllocator one : fitting) {
        for (Timed timed : measured.getOrDefault(one, List.of())) timed.keep();
      }
      return rounds;
    }

    /// How long an allocator takes for what every round has again.
    private long repeatedNanos(MeasuredAllocator allocator) {
      return measured.getOrDefault(allocator, List.of()).stream()
          .filter(timed -> rounds(timed.measurement()) > 1)
          .mapToLong(Timed::nanos)
          .sum();
    }
  }
}
