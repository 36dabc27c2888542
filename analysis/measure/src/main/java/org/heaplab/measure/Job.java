package org.heaplab.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.heaplab.measure.ResultFiles.Cell;
import org.heaplab.workloads.Trace;

/// One workload of an experiment on all its allocators: those of its cells that are not in the
/// files yet.
final class Job {
  /// Replays whose time does not count run side by side, but not so many that they thrash.
  private static final int WORKERS = Math.min(2, Runtime.getRuntime().availableProcessors());

  private final String experiment;
  private final TraceSource source;
  private final List<Subject> subjects;
  private final ReplayOptions options;
  private final ResultFiles files;

  Job(
      String experiment,
      TraceSource source,
      List<Subject> subjects,
      ReplayOptions options,
      ResultFiles files) {
    this.experiment = experiment;
    this.source = source;
    this.subjects = subjects;
    this.options = options;
    this.files = files;
  }

  int cells() {
    return subjects.size();
  }

  private Cell cell(Session session) {
    return new Cell(experiment, source.name(), session.name());
  }

  private Cell cell(Subject subject) {
    return new Cell(experiment, source.name(), subject.name());
  }

  /// Measures space, several allocators at once.
  void space(Steps steps) throws IOException {
    List<Subject> missing =
        subjects.stream().filter(subject -> !files.hasSpace(cell(subject))).toList();
    for (int done = missing.size(); done < subjects.size(); done++) steps.end(1);
    if (missing.isEmpty()) return;
    try (Trace trace = source.trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      side(
          missing,
          subject -> {
            try (var session = new Session(subject, source.name(), file, options)) {
              steps.begin(source.name() + " on " + subject.name() + ": space");
              session.space();
              files.addSpace(new ResultFiles.SpaceRow(experiment, source.real(), session.result()));
              steps.end(1);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /// Measures time and latency of the allocators that behaved, one at a time.
  ///
  /// @param budgetNanos how long it may take; the slowest allocators are left out when need be
  /// @return one line for each that was left out
  List<String> time(long budgetNanos, Steps steps, double weight) throws IOException {
    List<Subject> wanted = subjects.stream().filter(this::lacksTime).toList();
    for (int done = wanted.size(); done < subjects.size(); done++) steps.end(weight);
    if (wanted.isEmpty()) return List.of();
    long start = System.nanoTime();
    var sessions = new ArrayList<Session>();
    try (Trace trace = source.trace().get();
        ReplayFile file = ReplayFile.write(trace)) {
      for (Subject subject : wanted) {
        sessions.add(new Session(subject, source.name(), file, options));
      }
      steps.begin(source.name() + ": warm-up");
      side(sessions, Session::warm);
      var skipped = new ArrayList<String>();
      List<Session> timed =
          affordable(sessions, budgetNanos - (System.nanoTime() - start), skipped);
      for (int round = 0; round < options.rounds(); round++) {
        steps.begin(source.name() + ": time, round " + (round + 1));
        for (Session session : timed) {
          if (files.rounds(cell(session)) > round) continue;
          Double nanosPerOp = session.time();
          if (nanosPerOp != null) files.addRound(cell(session), nanosPerOp);
        }
      }
      steps.begin(source.name() + ": latency");
      for (Session session : timed) {
        if (!options.latency() || files.hasLatency(cell(session))) continue;
        session.latency();
        Latency latency = session.result().latency();
        if (latency != null) files.addLatency(cell(session), latency);
      }
      for (Session session : timed) {
        if (!session.valid()) skipped.add(cell(session).toText() + ": " + session.reason());
      }
      for (int done = 0; done < wanted.size(); done++) steps.end(weight);
      return skipped;
    } finally {
      sessions.forEach(Session::close);
    }
  }

  private boolean lacksTime(Subject subject) {
    Cell cell = cell(subject);
    return files.canBeTimed(cell)
        && (files.rounds(cell) < options.rounds()
            || (options.latency() && !files.hasLatency(cell)));
  }

  /// Those whose rounds fit the time together, the slowest left out first.
  private List<Session> affordable(List<Session> sessions, long nanos, List<String> skipped) {
    var kept = new ArrayList<>(sessions);
    kept.sort(Comparator.comparingLong(Session::passNanos));
    long replays = (long) options.rounds() + (options.latency() ? 2 : 0);
    long needed = kept.stream().mapToLong(Session::passNanos).sum() * replays;
    while (!kept.isEmpty() && needed > nanos) {
      Session slowest = kept.removeLast();
      needed -= slowest.passNanos() * replays;
      skipped.add(
          "%s is not timed: %d replays of %.1f s do not fit the suite's time"
              .formatted(cell(slowest).toText(), replays, slowest.passNanos() / 1e9));
    }
    return sessions.stream().filter(kept::contains).toList();
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
