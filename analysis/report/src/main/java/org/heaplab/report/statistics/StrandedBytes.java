package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;

/// How many bytes the blocks of each place in a program strand, on one allocator. Places are rows
/// of [SiteTables#SITE]; one that strands nothing has no row of [SiteTables#STRANDED].
public final class StrandedBytes {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /// The most that one place strands at any point.
  private double most = 1;

  private StrandedBytes() {}

  public static StrandedBytes of(Cell cell) {
    var bytes = new StrandedBytes();
    for (Row row : cell.series(SiteTables.STRANDED).rows()) {
      bytes.rows.put(row.text("site"), row);
      for (double point : points(row)) bytes.most = Math.max(bytes.most, point);
    }
    return bytes;
  }

  private static double[] points(Row row) {
    return Arrays.stream(row.text("over_time").split(" ", -1))
        .filter(point -> !point.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  public double atPeak(Row site) {
    return number(site, "at_peak");
  }

  public double onAverage(Row site) {
    return number(site, "on_average");
  }

  /// The most at any point that was looked at; NaN where the files do not know it.
  public double atMost(Row site) {
    return number(site, "at_most");
  }

  /// All places together.
  public double onAverage() {
    return rows.values().stream().mapToDouble(row -> row.number("on_average")).sum();
  }

  /// What a place strands over time, as a line of bars; the highest bar is the most of any place.
  public String overTime(Row site) {
    Row row = rows.get(site.text("site"));
    if (row == null) return "";
    var line = new StringBuilder();
    for (double point : points(row)) {
      line.append(LEVELS.charAt((int) ((LEVELS.length() - 1) * point / most)));
    }
    return line.toString();
  }

  private double number(Row site, String column) {
    Row row = rows.get(site.text("site"));
    return row == null ? 0 : row.number(column);
  }

  /// Places by what they strand on average, then at the peak, then by what is live of them.
  public Comparator<Row> mostFirst() {
    return Comparator.comparingDouble((Row site) -> -onAverage(site))
        .thenComparingDouble(site -> -atPeak(site))
        .thenComparingDouble(site -> -site.number("live_bytes_at_peak"));
  }
}
