package org.heaplab.measure.experiment;

import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.session.LeftOut;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.measurement.MinHeap;
import org.heaplab.measure.measurement.Pauses;
import org.heaplab.measure.Progress;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.Steps;
import org.heaplab.measure.measurement.TraceDemand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.heaplab.measure.experiment.ResultFiles.Cell;
import org.heaplab.workloads.Trace;

/// One workload of an experiment on all its allocators: those of its cells that are not in the
/// files yet.
public final class Job {
  /// Replays whose time does not count run side by side, but not so many that they thrash.
  private static final int WORKERS = Math.min(2, Runtime.getRuntime().availableProcessors());

  /// With fewer, an interval says nothing.
  private static final int FEWEST_ROUNDS = 3;

  private final ExperimentPlan experiment;
  private final TraceSource source;
  private final List<MeasuredAllocator> subjects;
  private final ReplayOptions options;
  private final ResultFiles files;

  public Job(
      ExperimentPlan experiment,
      TraceSource source,
      List<MeasuredAllocator> subjects,
      ReplayOptions options,
      ResultFiles files) {
    this.experiment = experiment;
    this.source = source;
    this.subjects = subjects;
    this.options = options;
    this.files = files;
  }

  /// Whether all its cells are timed already, or never will be.
  public boolean isTimed() {
    return subjects.stream().noneMatch(this::lacksTime);
  }

  /// Operations of the trace; 0 before any cell of it is there.
  public long ops() {
    return subjects.stream().mapToLong(subject -> files.ops(cell(subject))).max().orElse(0);
  }

  public String name() {
    return experiment.name() + ", " + source.name();
  }

  public int cells() {
    return subjects.size();
  }

  /// How many smallest heaps it searches for.
  public int fits() {
    return fitted().size();
  }

  private List<MeasuredAllocator> fitted() {
    return subjects.stream().filter(one -> experiment.fitted().contains(one.name())).toList();
  }

  private Cell cell(Session session) {
    return new Cell(experiment.name(), source.name(), session.name());
  }

  private Cell cell(MeasuredAllocator subject) {
    return new Cell(experiment.name(), source.name(), subject.name());
  }

  /// Measures space, several allocators at once.
  ///
  /// @return what was left out for want of memory, one line for each
  public List<String> space(Steps steps) throws IOException {
    List<MeasuredAllocator> missing =
        subjects.stream().filter(subject -> !files.hasSpace(cell(subject))).toList();
    for (int done = missing.size(); done < subjects.size(); done++) steps.end(1);
    if (missing.isEmpty()) return List.of();
    List<String> leftOut = Collections.synchronizedList(new ArrayList<>());
    try (Trace trace = source.trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      if (!files.hasDemand(experiment.name(), source.name())) {
        files.addDemand(experiment.name(), source.name(), TraceDemand.of(trace));
      }
      var tooLarge = LeftOut.of(source.name(), file.plan(), missing, options, Room.here());
      leftOut.addAll(tooLarge.lines());
      for (int done = 0; done < tooLarge.reasons().size(); done++) steps.end(1);
      side(
          missing.stream().filter(one -> !tooLarge.reasons().containsKey(one)).toList(),
          subject -> {
            try (var session = new Session(subject, source.name(), file, options)) {
              steps.begin(source.name() + " on " + subject.name() + ": space");
              session.space();
              if (session.lacksMemory()) {
                leftOut.add(session.shortage());
              } else {
                files.addSpace(
                    new ResultFiles.SpaceRow(experiment.name(), source.real(), session.result()));
              }
              steps.end(1);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return List.copyOf(leftOut);
  }

  /// Searches for the smallest heaps.
  public void fit(Steps steps, double weight) throws IOException {
    List<MeasuredAllocator> missing =
        fitted().stream()
            .filter(subject -> files.canBeTimed(cell(subject)) && !files.hasMinHeap(cell(subject)))
            .toList();
    for (int done = missing.size(); done < fits(); done++) steps.end(weight);
    if (missing.isEmpty()) return;
    try (Trace trace = source.trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      side(
          missing,
          subject -> {
            try {
              steps.begin(source.name() + " on " + subject.name() + ": smallest heap");
              files.addMinHeap(
                  cell(subject),
                  MinHeap.find(source.name(), file, subject, options, Progress.NONE)
                      .minHeapBytes());
              steps.end(weight);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /// Measures time and latency of the allocators that behaved, one at a time.
  ///
  /// @param budgetNanos how long it may take; nothing is timed when that is too little for all
  /// @param mostNanos how long one allocator may take; one that would take longer is left out
  /// @return what was left out, one line for each, or for all
  public List<String> time(long budgetNanos, long mostNanos, Steps steps, double weight)
      throws IOException {
    List<MeasuredAllocator> wanted = subjects.stream().filter(this::lacksTime).toList();
    for (int done = wanted.size(); done < subjects.size(); done++) steps.end(weight);
    if (wanted.isEmpty()) return List.of();
    long start = System.nanoTime();
    var sessions = new ArrayList<Session>();
    try (Trace trace = source.trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      for (MeasuredAllocator subject : wanted) {
        sessions.add(new Session(subject, source.name(), file, options));
      }
      steps.begin(source.name() + ": warm-up");
      side(sessions, Session::warm);
      var leftOut = new ArrayList<String>();
      measure(
          affordable(sessions, budgetNanos - (System.nanoTime() - start), mostNanos, leftOut),
          steps);
      for (Session session : sessions) {
        if (!session.reason().isEmpty())
          leftOut.add(cell(session).toText() + ": " + session.reason());
      }
      return leftOut;
    } finally {
      sessions.forEach(Session::close);
      for (int done = 0; done < wanted.size(); done++) steps.end(weight);
    }
  }

  private void measure(Plan plan, Steps steps) throws IOException {
    List<Session> sessions = plan.sessions();
    for (int round = 0; round < plan.rounds(); round++) {
      steps.begin(source.name() + ": time, round " + (round + 1));
      for (Session session : sessions) {
        if (files.rounds(cell(session)) > round) continue;
        Double nanosPerOp = session.time();
        if (nanosPerOp != null) files.addRound(cell(session), nanosPerOp);
      }
    }
    steps.begin(source.name() + ": pauses");
    for (Session session : sessions) {
      if (!lacksPauses(cell(session))) continue;
      session.pauses();
      Pauses pauses = session.result().pauses();
      if (pauses != null) files.addPauses(cell(session), pauses);
    }
    steps.begin(source.name() + ": latency");
    for (Session session : sessions) {
      if (!options.latency() || files.hasLatency(cell(session))) continue;
      session.latency();
      Latency latency = session.result().latency();
      if (latency != null) files.addLatency(cell(session), latency);
    }
  }

  private boolean lacksTime(MeasuredAllocator subject) {
    Cell cell = cell(subject);
    return files.canBeTimed(cell)
        && (files.rounds(cell) < options.rounds()
            || (options.latency() && !files.hasLatency(cell))
            || lacksPauses(cell));
  }

  private boolean lacksPauses(Cell cell) {
    return options.pauseRounds() > 0 && files.compacts(cell) && !files.hasPauses(cell);
  }

  /// What can be timed together in the time there is.
  private record Plan(List<Session> sessions, int rounds) {}

  /// All but what is out of proportion, in fewer rounds where so many do not fit; nothing when even
  /// the fewest do not.
  private Plan affordable(
      List<Session> sessions, long nanos, long mostNanos, List<String> leftOut) {
    var kept = new ArrayList<Session>();
    long round = 0;
    long rest = nanos;
    for (Session session : sessions) {
      int others = otherPasses(session);
      if (session.passNanos() * (options.rounds() + others) > mostNanos) {
        leftOut.add(cell(session).toText() + ": not timed, one replay takes " + seconds(session));
      } else {
        kept.add(session);
        round += session.passNanos();
        rest -= session.passNanos() * others;
      }
    }
    long rounds = Math.min(options.rounds(), rest / Math.max(round, 1));
    if (rounds >= Math.min(FEWEST_ROUNDS, options.rounds())) return new Plan(kept, (int) rounds);
    leftOut.clear();
    leftOut.add(
        "%s: not timed, %d rounds on %d allocators do not fit the suite's time"
            .formatted(name(), FEWEST_ROUNDS, kept.size()));
    return new Plan(List.of(), 0);
  }

  /// How many replays it takes beside the rounds. A clock read for each operation makes a latency
  /// pass about as long as two others.
  private int otherPasses(Session session) {
    return (options.latency() ? 2 : 0) + (lacksPauses(cell(session)) ? options.pauseRounds() : 0);
  }

  private static String seconds(Session session) {
    return "%.1f s".formatted(session.passNanos() / 1e9);
  }

  private static <T> void side(List<T> items, Consumer<T> action) throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      var running = new ArrayList<Future<?>>();
      for (T item : items) running.add(workers.submit(() -> action.accept(item)));
      for (Future<?> one : running) one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException failed) throw failed.getCause();
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
