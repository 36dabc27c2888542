package org.heaplab.report.figure;

import org.heaplab.report.drawing.Thinning;
import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Look;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Ink;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Curve;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;

/// Footprint of every allocator over the operations of one trace, above the bytes then live.
final class FootprintOverTime {
  private static final double HEADROOM = 1.12;

  private FootprintOverTime() {}

  static Optional<Drawing> draw(Subject subject, Palette palette) {
    List<Cell> cells =
        subject.cells().stream()
            .filter(cell -> cell.valid() && !cell.allocator().doesNothing())
            .filter(cell -> cell.curve().isPresent())
            .sorted(Comparator.comparingDouble(FootprintOverTime::meanRatio))
            .toList();
    if (cells.isEmpty()) return Optional.empty();

    Curve longest =
        cells.stream()
            .map(cell -> cell.curve().get())
            .max(Comparator.comparingDouble(curve -> last(curve.operations())))
            .get();
    double top =
        HEADROOM
            * Math.max(
                max(longest.liveBytes()),
                Axis.endFor(0, cells, Cell::allocator, FootprintOverTime::peak) / Axis.AIR);
    Legend legend = legend(cells, palette);
    var drawing =
        new Drawing(
                subject.trace(), "Memory held while the trace runs", Drawing.HEIGHT, legend.width())
            .xAxis(
                "operations",
                new Axis.Linear(0, Math.max(1, last(longest.operations())), Numbers::tick))
            .yAxis("footprint (MB)", new Axis.Linear(0, top / 1e6, Numbers::tick));
    Thinning live = Thinning.of(longest.operations(), megabytes(longest.liveBytes()));
    drawing.add(new Mark.Area(live.x(), live.y(), Ink.LIVE));
    for (Cell cell : cells.reversed()) drawing.add(curve(cell, palette));
    drawing.add(legend);
    drawing.add(offTheScale(cells, last(longest.operations()), top));
    return Optional.of(drawing);
  }

  private static Mark curve(Cell cell, Palette palette) {
    Curve curve = cell.curve().get();
    Thinning thin = Thinning.of(curve.operations(), megabytes(curve.footprintBytes()));
    Look look = palette.of(cell.allocator());
    return new Mark.Curve(thin.x(), thin.y(), look.color(), look.stroke());
  }

  private static Legend legend(List<Cell> cells, Palette palette) {
    var entries = new ArrayList<Legend.Entry>();
    for (Cell cell : cells) {
      double ratio = Metric.MEAN_RATIO.comparable(cell);
      entries.add(
          new Legend.Entry(
              cell.allocator().name(),
              cell.completed() ? Numbers.ratio(ratio) : "refused",
              palette.of(cell.allocator()),
              null));
    }
    entries.add(new Legend.Entry("live bytes", "1", null, Ink.LIVE));
    return new Legend("mean ratio", entries);
  }

  /// Names the curves that leave the plot at its top, and where they go.
  private static Mark offTheScale(List<Cell> cells, double end, double top) {
    List<String> names =
        cells.stream()
            .filter(cell -> peak(cell) > top)
            .map(cell -> cell.allocator().name() + " up to " + Numbers.bytes(peak(cell)))
            .toList();
    String text = names.isEmpty() ? "" : "off the scale: " + String.join(", ", names);
    return new Mark.Text(text, end, top / 1e6, -8, 12, 1, Lettering.TICK, false, Ink.FAINT_TEXT);
  }

  private static double meanRatio(Cell cell) {
    double ratio = Metric.MEAN_RATIO.of(cell);
    return Double.isNaN(ratio) ? Double.MAX_VALUE : ratio;
  }

  private static double peak(Cell cell) {
    return max(cell.curve().get().footprintBytes());
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private static double[] megabytes(double[] bytes) {
    return Arrays.stream(bytes).map(value -> value / 1e6).toArray();
  }
}
