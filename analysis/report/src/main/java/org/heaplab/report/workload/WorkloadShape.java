package org.heaplab.report.workload;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.WorkloadTables;

/// What a workload is like, whether it was replayed or is only known from the logs of others.
///
/// @param counts by column of [WorkloadTables#COUNTS]; what is not known is not there
/// @param sizes by bytes: the share of all requests that have at most so many
/// @param lifetimes by operations: the share of all blocks that live at most so long
record WorkloadShape(
    String name,
    Map<String, Double> counts,
    NavigableMap<Long, Double> sizes,
    NavigableMap<Long, Double> lifetimes) {
  static WorkloadShape of(TraceResults trace) {
    var counts = new TreeMap<String, Double>();
    Table table = WorkloadTables.COUNTS;
    for (Row row :
        trace.cells().stream().limit(1).flatMap(one -> one.row(table).stream()).toList()) {
      for (var column : table.measured()) counts.put(column.name(), row.number(column.name()));
    }
    return new WorkloadShape(
        trace.trace(),
        counts,
        points(trace, WorkloadTables.SIZE),
        points(trace, WorkloadTables.LIFETIME));
  }

  static WorkloadShape of(LoggedSession session) {
    var counts = new TreeMap<String, Double>();
    session.counts().forEach((column, count) -> counts.put(column, (double) count));
    return new WorkloadShape(session.name(), counts, session.sizes(), session.lifetimes());
  }

  /// The values of a profile.
  ///
  /// @param what as the table of profiles calls it
  static NavigableMap<Long, Double> points(TraceResults trace, String what) {
    var points = new TreeMap<Long, Double>();
    List<Cell> cells = trace.cells().stream().limit(1).toList();
    for (Cell cell : cells) {
      for (Row row : cell.series(WorkloadTables.PROFILE).rows()) {
        if (row.text("what").equals(what)) {
          points.put((long) row.number("at"), row.number("value"));
        }
      }
    }
    return points;
  }

  boolean isKnown() {
    return !counts.isEmpty();
  }

  /// @return NaN where it is not known
  double count(String column) {
    return counts.getOrDefault(column, Double.NaN);
  }

  /// @return NaN where one of them is not known, or there is none of the second
  double share(String column, String of) {
    double whole = count(of);
    return whole == 0 ? Double.NaN : count(column) / whole;
  }

  /// The least value that a share of all has at most.
  ///
  /// @param share 0 to 1
  /// @return NaN where the distribution is not known
  static double quantile(NavigableMap<Long, Double> shares, double share) {
    return shares.entrySet().stream()
        .filter(one -> one.getValue() >= share)
        .mapToDouble(Map.Entry::getKey)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// The largest difference between two distributions at any of their values (Kolmogorov 1933,
  /// Smirnov 1948).
  ///
  /// @return NaN where either is not known
  static double distance(NavigableMap<Long, Double> one, NavigableMap<Long, Double> other) {
    if (one.isEmpty() || other.isEmpty()) return Double.NaN;
    var all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all.stream()
        .mapToDouble(at -> Math.abs(shareAt(one, at) - shareAt(other, at)))
        .max()
        .orElse(0);
  }

  private static double shareAt(NavigableMap<Long, Double> shares, long at) {
    var before = shares.floorEntry(at);
    return before == null ? 0 : before.getValue();
  }
}
