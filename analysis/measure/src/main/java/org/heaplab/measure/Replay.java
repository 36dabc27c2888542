package org.heaplab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.LeftOut;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Trace;

/// One trace on some allocators, side by side: one measurement after the other, each in rounds that
/// visit every allocator, so that what happens to the machine happens to all of them.
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

  private List<Result> run() throws IOException {
    try (ReplayFile file = ReplayFile.write(trace)) {
      var leftOut = LeftOut.of(trace.name(), file.plan(), allocators, options, room);
      leftOut.lines().forEach(progress::note);
      var sessions = new LinkedHashMap<MeasuredAllocator, Session>();
      try {
        for (MeasuredAllocator allocator : allocators) {
          if (leftOut.reasons().containsKey(allocator)) continue;
          sessions.put(allocator, session(allocator, file));
        }
        measure(List.copyOf(sessions.values()));
        for (Session session : sessions.values()) noteLackOfMemory(session);
        return allocators.stream()
            .map(allocator -> result(allocator, sessions, leftOut, file.plan().ops()))
            .toList();
      } finally {
        sessions.values().forEach(Session::close);
      }
    }
  }

  private Key key(MeasuredAllocator allocator) {
    return new Key("", trace.name(), allocator.name());
  }

  private Session session(MeasuredAllocator allocator, ReplayFile file) throws IOException {
    boolean timed = ofReplays().stream().anyMatch(ReplayMeasurement::isTimed);
    return new Session(allocator, new Cell(key(allocator)), true, file, options, timed);
  }

  private List<ReplayMeasurement> ofReplays() {
    var some = new ArrayList<ReplayMeasurement>();
    for (Measurement one : measurements) if (one instanceof ReplayMeasurement of) some.add(of);
    return some;
  }

  private void measure(List<Session> sessions) {
    for (Measurement one : measurements) {
      if (!(one instanceof TraceMeasurement ofTrace)) continue;
      List<Row> rows = ofTrace.measure(new Key("", trace.name(), ""), trace);
      for (Session session : sessions) rows.forEach(session.cell()::add);
    }
    long rounds = ofReplays().stream().mapToLong(one -> one.rounds(options)).sum();
    long total = rounds * sessions.size();
    var steps = new Steps(progress, total, total);
    boolean warm = false;
    for (ReplayMeasurement measurement : ofReplays()) {
      if (measurement.isTimed() && !warm && measurement.rounds(options) > 0) {
        for (Session session : sessions) {
          steps.begin(session.allocator().name() + ": warm-up");
          session.warmUp();
        }
        warm = true;
      }
      for (int round = 0; round < measurement.rounds(options); round++) {
        for (Session session : sessions) {
          steps.begin(session.allocator().name() + ": " + measurement.name());
          session.measure(measurement, round);
          steps.end(1);
        }
      }
    }
  }

  private void noteLackOfMemory(Session session) {
    if (!session.lacksMemory()) return;
    progress.note(
        "%s on %s was not finished: %s"
            .formatted(session.allocator().name(), trace.name(), session.reason()));
  }

  private Result result(
      MeasuredAllocator allocator,
      Map<MeasuredAllocator, Session> sessions,
      LeftOut leftOut,
      long ops) {
    Session session = sessions.get(allocator);
    if (session != null) return new Result(session.cell(), session.valid(), session.reason());
    String reason = leftOut.reasons().get(allocator).what();
    var cell = new Cell(key(allocator));
    cell.add(Session.spaceRowOfLeftOut(key(allocator), allocator, true, ops, reason));
    return new Result(cell, true, reason);
  }
}
