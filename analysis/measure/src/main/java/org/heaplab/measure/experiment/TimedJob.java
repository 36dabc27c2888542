package org.heaplab.measure.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.Steps;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.workloads.Trace;

/// The measurements of a [Job] that read a clock: one at a time, in rounds that visit every
/// allocator, as many as the time allows.
final class TimedJob {
  /// With fewer, an interval says nothing.
  private static final int FEWEST_ROUNDS = 3;

  private final Job job;
  private final List<ReplayMeasurement> measurements;
  private final List<String> leftOut = new ArrayList<>();

  TimedJob(Job job, List<ReplayMeasurement> timed) {
    this.job = job;
    this.measurements = timed.stream().filter(one -> !job.wanted(one).isEmpty()).toList();
  }

  String name() {
    return job.name();
  }

  long ops() {
    return job.ops();
  }

  /// The allocators that are to be timed.
  List<MeasuredAllocator> allocators() {
    return measurements.isEmpty() ? List.of() : job.allocators();
  }

  /// What all rounds of one allocator cost, in space measurements.
  double weight() {
    return measurements.stream().mapToDouble(one -> one.weight() * rounds(one)).sum();
  }

  private int rounds(ReplayMeasurement measurement) {
    return measurement.rounds(job.options());
  }

  /// Whether everything is measured already, or never will be.
  boolean isDone() {
    return lacking().isEmpty();
  }

  private List<MeasuredAllocator> lacking() {
    return allocators().stream()
        .filter(one -> measurements.stream().anyMatch(measurement -> job.lacks(measurement, one)))
        .toList();
  }

  /// @param budgetNanos how long it may take; nothing is timed when that is too little for all
  /// @param mostNanos how long one allocator may take; one that would take longer is left out
  /// @return what was left out, one line for each, or for all
  List<String> run(long budgetNanos, long mostNanos, Steps steps) throws IOException {
    List<MeasuredAllocator> lacking = lacking();
    int done = allocators().size() - lacking.size();
    for (int i = 0; i < done; i++) steps.end(weight());
    if (lacking.isEmpty()) return List.of();
    long start = System.nanoTime();
    var sessions = new ArrayList<Session>();
    try (Trace trace = job.source().trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      for (MeasuredAllocator one : lacking) sessions.add(job.session(one, file, true));
      steps.begin(job.source().name() + ": warm-up");
      Job.side(sessions, Session::warmUp);
      measure(plan(sessions, budgetNanos - (System.nanoTime() - start), mostNanos), steps);
      for (Session session : sessions) {
        if (!session.reason().isEmpty()) leftOut.add(session.key() + ": " + session.reason());
      }
      return leftOut;
    } finally {
      sessions.forEach(Session::close);
      for (int i = 0; i < lacking.size(); i++) steps.end(weight());
    }
  }

  /// What can be timed together in the time there is.
  private record Plan(List<Session> sessions, int rounds) {}

  private void measure(Plan plan, Steps steps) throws IOException {
    for (ReplayMeasurement measurement : measurements) {
      int rounds = Math.min(rounds(measurement), plan.rounds());
      for (int round = 0; round < rounds; round++) {
        steps.begin(
            "%s: %s, round %d".formatted(job.source().name(), measurement.name(), round + 1));
        for (Session session : plan.sessions()) {
          if (job.lacks(measurement, session.allocator())) {
            job.measureRound(session, measurement, round);
          }
        }
      }
    }
  }

  /// All sessions but those that would take too long alone, and as many rounds as there is time
  /// for; nothing when there is not even time for the fewest.
  private Plan plan(List<Session> sessions, long nanos, long mostNanos) {
    var kept = new ArrayList<Session>();
    int wanted = measurements.stream().mapToInt(this::rounds).max().orElse(0);
    long round = 0;
    long rest = nanos;
    for (Session session : sessions) {
      long perRound = replays(session, true) * session.replayNanos();
      long once = replays(session, false) * session.replayNanos();
      if (perRound * wanted + once > mostNanos) {
        leftOut.add(
            session.key()
                + ": not timed, one replay takes %.1f s".formatted(session.replayNanos() / 1e9));
      } else {
        kept.add(session);
        round += perRound;
        rest -= once;
      }
    }
    long rounds = Math.min(wanted, rest / Math.max(round, 1));
    if (rounds >= Math.min(FEWEST_ROUNDS, wanted)) return new Plan(kept, (int) rounds);
    leftOut.clear();
    leftOut.add(
        "%s: not timed, %d rounds on %d allocators take more than the suite's time"
            .formatted(name(), FEWEST_ROUNDS, kept.size()));
    return new Plan(List.of(), 0);
  }

  /// How many replays the measurements with rounds take for one round of each, or those without
  /// rounds altogether.
  private long replays(Session session, boolean inRounds) {
    return measurements.stream()
        .filter(one -> rounds(one) > 1 == inRounds && job.lacks(one, session.allocator()))
        .mapToLong(one -> one.replays(job.options()))
        .sum();
  }
}
