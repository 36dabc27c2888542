package org.heaplab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.LeftOut;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.measure.session.RoundOrder;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Trace;

/// One trace on some allocators, side by side. Times are measured in rounds: each visits every
/// allocator once, in an order of its own and in a fresh process, so that what happens to the
/// machine happens to all of them.
public final class Replay {
  private final Trace trace;
  private final List<MeasuredAllocator> allocators;
  private final List<Measurement> measurements;
  private final ReplayOptions options;
  private final Room room;
  private final Progress progress;

  private Replay(
      Trace trace,
      List<MeasuredAllocator> allocators,
      List<Measurement> measurements,
      ReplayOptions options,
      Room room,
      Progress progress) {
    this.trace = trace;
    this.allocators = allocators;
    this.measurements = measurements;
    this.options = options;
    this.room = room;
    this.progress = progress;
  }

  /// @param allocators specifications, as [org.heaplab.allocators.catalogue.Catalogue] knows them
  /// @param measurements which are done; those of an allocator alone are left out
  /// @return a result for each allocator that this machine has, in the order asked for
  /// @throws IllegalArgumentException when there is no such allocator
  /// @throws IOException when a child process cannot be started
  public static List<Result> run(
      Trace trace,
      List<String> allocators,
      List<Measurement> measurements,
      ReplayOptions options,
      Progress progress)
      throws IOException {
    MeasuredAllocators resolved = MeasuredAllocators.resolve(allocators, options);
    resolved.note(progress);
    return run(trace, resolved.found(), measurements, options, Room.here(), progress);
  }

  static List<Result> run(
      Trace trace,
      List<MeasuredAllocator> allocators,
      List<Measurement> measurements,
      ReplayOptions options,
      Room room,
      Progress progress)
      throws IOException {
    return new Replay(trace, allocators, measurements, options, room, progress).run();
  }

  /// Those that every replay has, and others by name.
  public static List<Measurement> usual(String... others) {
    return Stream.concat(Measurements.OF_TRACES.stream(), Measurements.OF_REPLAYS.stream())
        .map(Measurement.class::cast)
        .filter(one -> one.isUsual() || List.of(others).contains(one.name()))
        .toList();
  }

  /// One allocator, with what its processes have shown so far.
  private static final class Subject {
    final MeasuredAllocator allocator;
    final Cell cell;
    String reason = "";
    boolean unfinished;

    Subject(MeasuredAllocator allocator, Key key) {
      this.allocator = allocator;
      this.cell = new Cell(key);
    }

    void ended(Session session) {
      reason = session.reason();
      unfinished = session.isUnfinished();
    }

    boolean valid() {
      return reason.isEmpty() || unfinished;
    }
  }

  private List<Result> run() throws IOException {
    try (ReplayFile file = ReplayFile.write(trace)) {
      var leftOut = LeftOut.of(trace.name(), file.plan(), allocators, options, room);
      leftOut.lines().forEach(progress::note);
      var subjects = new LinkedHashMap<MeasuredAllocator, Subject>();
      for (MeasuredAllocator one : allocators) {
        if (!leftOut.reasons().containsKey(one)) subjects.put(one, new Subject(one, key(one)));
      }
      measure(List.copyOf(subjects.values()), file);
      subjects.values().forEach(this::noteUnfinished);
      return allocators.stream()
          .map(one -> result(one, subjects.get(one), leftOut, file.plan().ops()))
          .toList();
    }
  }

  private Key key(MeasuredAllocator allocator) {
    return new Key("", trace.name(), allocator.name());
  }

  private List<ReplayMeasurement> ofReplays(boolean timed) {
    var some = new ArrayList<ReplayMeasurement>();
    for (Measurement one : measurements) {
      if (one instanceof ReplayMeasurement of && of.isTimed() == timed) some.add(of);
    }
    return some;
  }

  private void measure(List<Subject> subjects, ReplayFile file) throws IOException {
    for (Measurement one : measurements) {
      if (!(one instanceof TraceMeasurement ofTrace)) continue;
      List<Row> rows = ofTrace.measure(new Key("", trace.name(), ""), trace);
      for (Subject subject : subjects) rows.forEach(subject.cell::add);
    }
    List<ReplayMeasurement> untimed = ofReplays(false);
    List<ReplayMeasurement> timed = ofReplays(true);
    int rounds = timed.stream().mapToInt(one -> one.rounds(options)).max().orElse(0);
    long total = (long) subjects.size() * (rounds + 1);
    var steps = new Steps(progress, total, total);
    SideBySide.run(
        subjects, room, file.plan(), subject -> measure(subject, untimed, 0, file, steps));
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : RoundOrder.of(subjects, trace.name(), round)) {
        measure(subject, timed, round, file, steps);
      }
    }
  }

  /// Does those measurements that have such a round, in a fresh process.
  private void measure(
      Subject subject, List<ReplayMeasurement> some, int round, ReplayFile file, Steps steps)
      throws IOException {
    List<ReplayMeasurement> wanted =
        some.stream().filter(one -> one.rounds(options) > round).toList();
    if (!wanted.isEmpty() && subject.reason.isEmpty()) {
      boolean timed = wanted.getFirst().isTimed();
      try (var session = new Session(subject.allocator, subject.cell, true, file, options, timed)) {
        if (timed) {
          steps.begin(subject.allocator.name() + ": warm-up");
          session.warmUp();
        }
        for (ReplayMeasurement one : wanted) {
          steps.begin(subject.allocator.name() + ": " + one.name());
          session.measure(one, round);
        }
        subject.ended(session);
      }
    }
    steps.end(1);
  }

  private void noteUnfinished(Subject subject) {
    if (!subject.unfinished) return;
    progress.note(
        "%s on %s was not finished: %s"
            .formatted(subject.allocator.name(), trace.name(), subject.reason));
  }

  private Result result(MeasuredAllocator allocator, Subject subject, LeftOut leftOut, long ops) {
    if (subject != null) return new Result(subject.cell, subject.valid(), subject.reason);
    String reason = leftOut.reasons().get(allocator).what();
    var cell = new Cell(key(allocator));
    cell.add(Session.spaceRowOfLeftOut(key(allocator), allocator, true, ops, reason));
    return new Result(cell, true, reason);
  }
}
