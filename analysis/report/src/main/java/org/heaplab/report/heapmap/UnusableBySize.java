package org.heaplab.report.heapmap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// Of the free bytes, the share in spans that are too short for a request, by the size of the
/// request: a line for each allocator.
public final class UnusableBySize {
  /// The request size that the legend has numbers for.
  private static final double NUMBERED = 4096;

  /// The shares on average over the trace; sizes in which nothing is free have none.
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Line(ComparedAllocator allocator, double[] sizes, double[] shares) {
    static Line of(ComparedAllocator allocator, Cell cell) {
      Series series = cell.series(Tables.UNUSABLE);
      double[] sizes = series.numbers("request_bytes");
      double[] shares = series.numbers("on_average");
      int[] known =
          IntStream.range(0, sizes.length).filter(i -> Double.isFinite(shares[i])).toArray();
      return new Line(
          allocator,
          Arrays.stream(known).mapToDouble(i -> sizes[i]).toArray(),
          Arrays.stream(known).mapToDouble(i -> shares[i]).toArray());
    }

    /// @return NaN where the size is none of those measured
    double numbered() {
      return IntStream.range(0, sizes.length)
          .filter(i -> sizes[i] == NUMBERED)
          .mapToDouble(i -> shares[i])
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  private UnusableBySize() {}

  /// @return empty where no heap was walked
  public static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<Line> lines =
        trace.cells().stream()
            .filter(one -> one.cell().valid())
            .map(one -> Line.of(one.allocator(), one.cell()))
            .filter(line -> line.sizes().length > 1)
            .sorted(Comparator.comparingDouble(Line::numbered))
            .toList();
    if (lines.isEmpty()) return Optional.empty();
    double least = lines.stream().mapToDouble(line -> line.sizes()[0]).min().orElseThrow();
    double most =
        lines.stream()
            .mapToDouble(line -> line.sizes()[line.sizes().length - 1])
            .max()
            .orElseThrow();
    var legend =
        new Legend(
            TickText.of(NUMBERED, Unit.BYTES),
            lines.stream().map(line -> entry(line, palette)).toList());
    var drawing =
        new Drawing(
                trace.name(),
                "Free bytes in spans that are too short for a request",
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("size of the request (logarithmic)"),
                new Axis.Linear(log2(least), log2(most), UnusableBySize::size))
            .yAxis(
                plan.yTitle("share of the free bytes"),
                new Axis.Linear(0, 1, share -> TickText.of(100 * share) + " %"));
    for (Line line : lines.reversed()) {
      Look look = palette.of(line.allocator());
      double[] logs = Arrays.stream(line.sizes()).map(UnusableBySize::log2).toArray();
      drawing.add(new Mark.Curve(logs, line.shares(), look.color(), look.stroke()));
    }
    return Optional.of(drawing.add(legend));
  }

  private static Legend.Entry entry(Line line, Palette palette) {
    return new Legend.Entry(
        line.allocator().name(),
        Unit.SHARE.format(line.numbered()),
        palette.of(line.allocator()),
        null);
  }

  private static double log2(double size) {
    return Math.log(size) / Math.log(2);
  }

  /// What a power of two is called; nothing between whole ones.
  private static String size(double log) {
    double whole = Math.rint(log);
    return Math.abs(log - whole) < 1e-9 ? TickText.of(Math.pow(2, whole), Unit.BYTES) : " ";
  }
}
