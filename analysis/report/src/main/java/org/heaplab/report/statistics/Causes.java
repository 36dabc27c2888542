package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What footprints are held for, as shares of the live bytes that the program touches.
public enum Causes {
  /// Along a trace.
  ON_AVERAGE("mean_bytes", "on average over each trace"),

  /// At the moment when the footprint is largest.
  AT_PEAK("peak_bytes", "where its footprint is largest");

  /// A share in percent has one digit after the point.
  private static final double LEAST_SHOWN = 0.0005;

  private final String column;
  private final String words;

  Causes(String column, String words) {
    this.column = column;
    this.words = words;
  }

  /// When, in words.
  public String words() {
    return words;
  }

  /// @return empty where it was not measured, or nothing is live
  public Map<Cause, Double> of(TraceResults trace, ComparedAllocator allocator) {
    return trace.cell(allocator).filter(Cell::valid).map(this::of).orElse(Map.of());
  }

  Map<Cause, Double> of(Cell cell) {
    var bytes = new EnumMap<Cause, Double>(Cause.class);
    for (Row row : cell.series(Tables.CAUSE).rows()) {
      Cause.find(row.text("cause")).ifPresent(cause -> bytes.put(cause, row.number(column)));
    }
    double live = bytes.getOrDefault(Cause.LIVE, 0.0);
    if (!(live > 0)) return Map.of();
    bytes.replaceAll((cause, value) -> value / live);
    return bytes;
  }

  /// The arithmetic mean of several traces.
  ///
  /// @return empty where it was not measured on all of them
  public Map<Cause, Double> mean(List<TraceResults> traces, ComparedAllocator allocator) {
    var sum = new EnumMap<Cause, Double>(Cause.class);
    for (TraceResults trace : traces) {
      Map<Cause, Double> shares = of(trace, allocator);
      if (shares.isEmpty()) return Map.of();
      shares.forEach((cause, share) -> sum.merge(cause, share / traces.size(), Double::sum));
    }
    return sum;
  }

  /// The causes beyond what is live that are worth showing, in their order: those that do not round
  /// to nothing everywhere.
  public static List<Cause> shown(Collection<Map<Cause, Double>> all) {
    return Arrays.stream(Cause.values())
        .filter(Cause::isOverhead)
        .filter(cause -> all.stream().anyMatch(one -> one.getOrDefault(cause, 0.0) >= LEAST_SHOWN))
        .toList();
  }

  /// All that goes beyond live bytes.
  public static double overhead(Map<Cause, Double> shares) {
    return shares.entrySet().stream()
        .filter(entry -> entry.getKey().isOverhead())
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
