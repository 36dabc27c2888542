package org.heaplab.report.heapmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.results.MalformedResult;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.MapCell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What lay where in the heap of an allocator while a trace was replayed: the rows of
/// [Tables#HEAP_MAP] and [Tables#HEAP_AREA].
///
/// @param areas from the lowest bins to the highest
/// @param points along the trace
/// @param binBytes addresses in a bin
public record HeapMap(List<Area> areas, List<Point> points, long binBytes) {
  public HeapMap {
    areas = List.copyOf(areas);
    points = List.copyOf(points);
  }

  /// @param firstBin of its bins, counted over all areas
  public record Area(String name, int firstBin, int bins) {}

  /// @param op operations done
  /// @param movedBytes since the point before
  /// @param cells a character for each bin ([MapCell])
  public record Point(
      long op, long liveBytes, long heldBytes, long freeBytes, long movedBytes, String cells) {}

  /// @return empty where no heap was walked
  /// @throws MalformedResult when cells are not those of the areas
  public static Optional<HeapMap> of(Cell cell) {
    List<Row> rows = cell.series(Tables.HEAP_MAP).rows();
    List<Row> areaRows = cell.series(Tables.HEAP_AREA).rows();
    if (rows.isEmpty() || areaRows.isEmpty()) return Optional.empty();
    var areas = new ArrayList<Area>();
    int bins = 0;
    for (Row row : areaRows) {
      areas.add(new Area(row.text("area"), bins, (int) row.number("bins")));
      bins += areas.getLast().bins();
    }
    long binBytes = (long) areaRows.getFirst().number("bin_bytes");
    List<Point> points = rows.stream().map(HeapMap::point).toList();
    for (Point point : points) requireCells(cell, point, bins);
    return Optional.of(new HeapMap(areas, points, binBytes));
  }

  private static Point point(Row row) {
    return new Point(
        (long) row.number("op"),
        (long) row.number("live_bytes"),
        (long) row.number("footprint_bytes"),
        (long) row.number("free_bytes"),
        (long) row.number("moved_bytes"),
        row.text("cells"));
  }

  private static void requireCells(Cell cell, Point point, int bins) {
    String cells = point.cells();
    if (cells.length() != bins) {
      throw malformed(
          cell, point, "must be as many as the areas have bins, %d", bins, cells.length());
    }
    for (int i = 0; i < cells.length(); i++) {
      if (MapCell.isKnown(cells.charAt(i))) continue;
      throw malformed(
          cell, point, "must be of the known characters, number %d", i, cells.charAt(i));
    }
  }

  private static MalformedResult malformed(
      Cell cell, Point point, String rule, int number, Object value) {
    return new MalformedResult(
        "%s, %s, operation %d: cells %s: %s"
            .formatted(
                Tables.HEAP_MAP.file(), cell.key(), point.op(), rule.formatted(number), value));
  }

  public int bins() {
    return areas.getLast().firstBin() + areas.getLast().bins();
  }

  /// The most that compaction moved between two points.
  public long mostMovedBytes() {
    return points.stream().mapToLong(Point::movedBytes).max().orElse(0);
  }

  public long movedBytes() {
    return points.stream().mapToLong(Point::movedBytes).sum();
  }
}
