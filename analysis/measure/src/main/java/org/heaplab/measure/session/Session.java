package org.heaplab.measure.session;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.protocol.ChildProcess;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// One allocator on one trace while it is being measured: its process, and what is known so far.
/// Once the allocator has misbehaved, or was not finished for want of memory or time, nothing more
/// is asked of it.
public final class Session implements AutoCloseable {
  /// The command that replays until the compiler is done; its argument is how many milliseconds
  /// that may take.
  public static final String WARM_UP = "warm";

  private final MeasuredAllocator allocator;
  private final ReplayFile file;
  private final ReplayOptions options;
  private final boolean real;
  private final Cell cell;
  private final ChildProcess child;
  private String reason = "";
  private boolean unfinished;

  /// @param known what has been measured before
  /// @param real whether the trace was recorded from a program
  /// @param timed whether anything will be measured that reads a clock
  public Session(
      MeasuredAllocator allocator,
      Cell known,
      boolean real,
      ReplayFile file,
      ReplayOptions options,
      boolean timed)
      throws IOException {
    this.allocator = allocator;
    this.file = file;
    this.options = options;
    this.real = real;
    this.cell = known;
    this.child = new ChildProcess(allocator.command(file, options, timed), options.patience());
  }

  public MeasuredAllocator allocator() {
    return allocator;
  }

  public SamplingPlan plan() {
    return file.plan();
  }

  /// The name of a call site of the trace, by its number.
  public String siteName(int number) {
    return file.siteName(number);
  }

  public ReplayOptions options() {
    return options;
  }

  public Key key() {
    return cell.key();
  }

  /// What has been measured.
  public Cell cell() {
    return cell;
  }

  /// Does a round of a measurement, if it makes sense after what has been measured.
  ///
  /// @return its rows, which are added to the cell
  public List<Row> measure(ReplayMeasurement measurement, int round) {
    if (!reason.isEmpty() || !measurement.applies(cell, options)) return List.of();
    List<Row> rows = measurement.measure(this, round);
    rows.forEach(cell::add);
    return rows;
  }

  /// Replays until the compiler is done, or the time for it is used up.
  public void warmUp() {
    if (cell.valid() && cell.completed()) ask(WARM_UP + " " + options.warmup().toMillis());
  }

  /// @return the reply, or null when the allocator has misbehaved or was not finished, now or
  ///   before
  public Reply ask(String command) {
    if (!reason.isEmpty()) return null;
    Reply reply = child.ask(command);
    if (reply.error() == null) return reply;
    reason = reply.error();
    unfinished = reply.isUnfinished();
    return null;
  }

  /// Says that the allocator has misbehaved.
  public void fail(String why) {
    if (reason.isEmpty()) reason = why;
  }

  /// The row of the table of space: what was measured, and how it went.
  public Row spaceRow(Map<String, ?> measured) {
    return spaceRow(key(), allocator, real, plan().ops(), valid(), reason, measured);
  }

  /// The row of an allocator that was not even tried.
  public static Row spaceRowOfLeftOut(
      Key key, MeasuredAllocator allocator, boolean real, long ops, String reason) {
    return spaceRow(key, allocator, real, ops, true, reason, Map.of());
  }

  private static Row spaceRow(
      Key key,
      MeasuredAllocator allocator,
      boolean real,
      long ops,
      boolean valid,
      String reason,
      Map<String, ?> measured) {
    var all = new HashMap<String, Object>(measured);
    all.put("real", real);
    all.put("family", allocator.family());
    all.put("kind", allocator.kind());
    all.put("settings", allocator.settings());
    all.put("alignment", allocator.alignment());
    all.put("ops", ops);
    all.put("valid", valid);
    all.put("reason", reason);
    return Row.of(Tables.SPACE, key, all);
  }

  /// Why it is not valid, or was not finished; empty otherwise.
  public String reason() {
    return reason;
  }

  public boolean valid() {
    return reason.isEmpty() || unfinished;
  }

  /// Whether memory or time was lacking to finish.
  public boolean isUnfinished() {
    return unfinished;
  }

  @Override
  public void close() {
    child.close();
  }
}
