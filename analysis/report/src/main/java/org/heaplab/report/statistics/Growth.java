package org.heaplab.report.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.table.Tables;

/// How a metric of an allocator grows with the number of live blocks, on traces that differ in it.
///
/// @param points by number of blocks; what is 0 on a trace has no logarithm and is left out
/// @param law through the points
public record Growth(ComparedAllocator allocator, List<Point> points, PowerLaw law) {
  public Growth {
    points = List.copyOf(points);
  }

  /// One trace.
  ///
  /// @param blocks live blocks where most bytes are live
  /// @param value with its interval over processes
  public record Point(double blocks, Estimate value) {}

  /// One for each allocator that has any point.
  public static List<Growth> of(ExperimentResults results, Metric metric) {
    return results.allocators().stream()
        .map(one -> of(results, one, metric))
        .filter(growth -> !growth.points().isEmpty())
        .toList();
  }

  public static Growth of(ExperimentResults results, ComparedAllocator allocator, Metric metric) {
    List<Point> points =
        results.candidates().stream()
            .flatMap(trace -> trace.cell(allocator).stream())
            .map(cell -> new Point(blocks(cell), Rounds.of(metric, cell).estimate()))
            .filter(point -> point.blocks() > 0 && point.value().value() > 0)
            .sorted(Comparator.comparingDouble(Point::blocks))
            .toList();
    double[] blocks = numbers(points, Point::blocks);
    double[] values = numbers(points, point -> point.value().value());
    return new Growth(allocator, points, PowerLaw.of(blocks, values));
  }

  private static double blocks(Cell cell) {
    return cell.number(Tables.TRACE, "live_blocks_at_peak");
  }

  private static double[] numbers(List<Point> points, ToDoubleFunction<Point> of) {
    return points.stream().mapToDouble(of).toArray();
  }
}
