package org.heaplab.measure.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.SideBySide;
import org.heaplab.measure.Steps;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.LeftOut;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.measure.session.Session;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.RunFiles;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;

/// One workload of an experiment on all its allocators: those of its measurements that are not in
/// the files yet.
final class Job {
  private final ExperimentPlan plan;
  private final TraceSource source;
  private final List<MeasuredAllocator> allocators;
  private final ReplayOptions options;
  private final long mostOperations;
  private final RunFiles files;
  private final Map<String, Long> lengths;

  /// @param lengths operations of traces by name, as far as they were counted
  Job(
      ExperimentPlan plan,
      TraceSource source,
      List<MeasuredAllocator> allocators,
      Suite suite,
      RunFiles files,
      Map<String, Long> lengths) {
    this.plan = plan;
    this.source = source;
    this.allocators = allocators;
    this.options = suite.options();
    boolean isOfItsOwn = plan.made().contains(source.name());
    this.mostOperations = isOfItsOwn ? Long.MAX_VALUE : suite.mostOperations();
    this.files = files;
    this.lengths = lengths;
  }

  String name() {
    return plan.name() + ", " + source.name();
  }

  String experiment() {
    return plan.name();
  }

  /// Operations of the trace, which is opened for it once in a run; 0 for one that is too long for
  /// the suite.
  long operations() {
    long operations = lengths.computeIfAbsent(source.name(), name -> count());
    return operations > mostOperations ? 0 : operations;
  }

  private long count() {
    try (Trace trace = source.trace().get()) {
      return trace.count();
    }
  }

  /// How many rounds of a measurement are not in the files. Whether they make sense is known only
  /// when space has been measured.
  int roundsLeft(ReplayMeasurement measurement, MeasuredAllocator allocator) {
    Key key = key(allocator);
    boolean isKnown = files.done(Tables.SPACE.measurement(), key) > 0;
    if (!plan.has(measurement, allocator.name())) return 0;
    if (isKnown && !measurement.applies(files.cell(key), options)) return 0;
    return Math.max(0, measurement.rounds(options) - files.done(measurement.name(), key));
  }

  TraceSource source() {
    return source;
  }

  ReplayOptions options() {
    return options;
  }

  Key key(MeasuredAllocator allocator) {
    return new Key(plan.name(), source.name(), allocator.name());
  }

  private Key key() {
    return new Key(plan.name(), source.name(), "");
  }

  /// The allocators of which a measurement is wanted.
  List<MeasuredAllocator> wanted(ReplayMeasurement measurement) {
    return allocators.stream().filter(one -> plan.has(measurement, one.name())).toList();
  }

  /// Whether rounds of a measurement are missing that make sense after what has been measured.
  boolean lacks(ReplayMeasurement measurement, MeasuredAllocator allocator) {
    Key key = key(allocator);
    return plan.has(measurement, allocator.name())
        && files.done(measurement.name(), key) < measurement.rounds(options)
        && measurement.applies(files.cell(key), options);
  }

  /// Whether a round is missing that makes sense after what has been measured.
  boolean lacksRound(ReplayMeasurement measurement, MeasuredAllocator allocator, int round) {
    return lacks(measurement, allocator) && files.done(measurement.name(), key(allocator)) <= round;
  }

  /// Operations of the trace; 0 before anything of it is there.
  long ops() {
    return allocators.stream()
        .mapToDouble(one -> files.cell(key(one)).number(Tables.SPACE, "ops"))
        .filter(ops -> !Double.isNaN(ops))
        .mapToLong(ops -> (long) ops)
        .max()
        .orElse(0);
  }

  /// Does what reads no clock and is not in the files yet; the trace is opened once for all of it.
  ///
  /// @return what was left out for want of memory or time, one line for each
  List<String> measure(
      List<TraceMeasurement> ofTrace, List<ReplayMeasurement> ofReplays, Steps steps)
      throws IOException {
    if (ofTrace.stream().noneMatch(this::lacks) && ofReplays.stream().noneMatch(this::lacksAny)) {
      skipAll(ofReplays, steps);
      return List.of();
    }
    List<String> notes = Collections.synchronizedList(new ArrayList<>());
    try (Trace trace = source.trace().get()) {
      if (trace.count() > mostOperations) {
        skipAll(ofReplays, steps);
        return List.of(
            "%s: left out, it has %,d operations and the suite takes at most %,d"
                .formatted(name(), trace.count(), mostOperations));
      }
      measure(trace, ofTrace, ofReplays, notes, steps);
    }
    return notes;
  }

  private void measure(
      Trace trace,
      List<TraceMeasurement> ofTrace,
      List<ReplayMeasurement> ofReplays,
      List<String> notes,
      Steps steps)
      throws IOException {
    try (ReplayFile file = ReplayFile.write(trace)) {
      for (TraceMeasurement one : ofTrace) {
        if (lacks(one)) files.add(one.name(), key(), one.measure(key(), trace));
      }
      for (ReplayMeasurement one : ofReplays) measure(one, file, notes, steps);
    }
  }

  private boolean lacks(TraceMeasurement measurement) {
    return plan.has(measurement) && files.done(measurement.name(), key()) == 0;
  }

  private boolean lacksAny(ReplayMeasurement measurement) {
    return allocators.stream().anyMatch(one -> lacks(measurement, one));
  }

  private void skipAll(List<ReplayMeasurement> measurements, Steps steps) {
    for (ReplayMeasurement one : measurements) skip(one, wanted(one).size(), steps);
  }

  private static void skip(ReplayMeasurement measurement, int times, Steps steps) {
    for (int i = 0; i < times; i++) steps.end(measurement.weight());
  }

  /// Does a measurement of several allocators at once.
  private void measure(
      ReplayMeasurement measurement, ReplayFile file, List<String> notes, Steps steps)
      throws IOException {
    List<MeasuredAllocator> lacking =
        allocators.stream().filter(one -> lacks(measurement, one)).toList();
    skip(measurement, wanted(measurement).size() - lacking.size(), steps);
    if (lacking.isEmpty()) return;
    Room room = Room.here();
    var leftOut = LeftOut.of(source.name(), file.plan(), lacking, options, room);
    notes.addAll(leftOut.lines());
    SideBySide.run(
        lacking,
        room,
        file.plan(),
        allocator -> {
          steps.begin(source.name() + " on " + allocator.name() + ": " + measurement.name());
          Room.Obstacle obstacle = leftOut.reasons().get(allocator);
          if (obstacle != null) leaveOut(allocator, file, obstacle.what());
          else measure(measurement, allocator, file, notes);
          steps.end(measurement.weight());
        });
  }

  /// An allocator that is not tried has a row all the same, which says why.
  private void leaveOut(MeasuredAllocator allocator, ReplayFile file, String reason)
      throws IOException {
    Key key = key(allocator);
    if (files.done(Tables.SPACE.measurement(), key) > 0) return;
    Row row = Session.spaceRowOfLeftOut(key, allocator, source.real(), file.plan().ops(), reason);
    files.add(Tables.SPACE.measurement(), key, List.of(row));
  }

  private void measure(
      ReplayMeasurement measurement,
      MeasuredAllocator allocator,
      ReplayFile file,
      List<String> notes)
      throws IOException {
    try (Session session = session(allocator, file, false)) {
      List<Row> rows = session.measure(measurement, 0);
      files.add(measurement.name(), session.key(), rows);
      // The row of space has the reason of an allocator that misbehaves there.
      boolean isTold = !session.valid() && !rows.isEmpty();
      if (!session.reason().isEmpty() && !isTold) {
        notes.add(key(allocator) + ": " + session.reason());
      }
    }
  }

  /// Begins to measure an allocator.
  Session session(MeasuredAllocator allocator, ReplayFile file, boolean timed) throws IOException {
    return new Session(allocator, files.cell(key(allocator)), source.real(), file, options, timed);
  }

  /// Puts what was measured into the files.
  void keep(ReplayMeasurement measurement, Session session, List<Row> rows) throws IOException {
    files.add(measurement.name(), session.key(), rows);
  }

  List<MeasuredAllocator> allocators() {
    return allocators;
  }
}
