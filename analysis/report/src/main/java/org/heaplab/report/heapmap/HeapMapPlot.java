package org.heaplab.report.heapmap;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.palette.Palette;

/// Addresses against time: what lies where in the heap of an allocator while a trace runs. The
/// areas of the heap stand one on the other, without what lies between them or was never held.
public final class HeapMapPlot {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 560;
  private static final int RIGHT = 124;
  private static final double MEBIBYTE = 1 << 20;

  /// Where the bars of moved bytes begin and end, and the axis, in heights of the map.
  private static final double BARS_FROM = 1.02;

  private static final double BARS_TO = 1.11;
  private static final double AXIS_TO = 1.16;

  private HeapMapPlot() {}

  /// @return empty for an allocator without a map
  public static Optional<Drawing> draw(FigurePlan plan, OfAllocator one, Palette palette) {
    return HeapMap.of(one.cell()).map(map -> draw(plan, one, map));
  }

  private static Drawing draw(FigurePlan plan, OfAllocator one, HeapMap map) {
    double height = mebibytes((double) map.bins() * map.binBytes());
    double operations = map.points().getLast().op();
    var axis =
        new Axis.Linear(0, AXIS_TO * height, value -> value > height ? " " : TickText.of(value));
    return new Drawing(
            one.cell().trace() + " on " + one.allocator().name(),
            "What lies where in the heap",
            WIDTH,
            HEIGHT,
            RIGHT)
        .xAxis(plan.xTitle("operations"), new Axis.Linear(0, operations, TickText::of))
        .yAxis(plan.yTitle("addresses in use (MiB)"), axis)
        .withoutGrid()
        .add(new MapMark(map))
        .add(new MovedBars(map, BARS_FROM * height, BARS_TO * height))
        .add(new ShadeLegend(shades(map)))
        .add(new Mark.Cursor());
  }

  private static List<CellShade> shades(HeapMap map) {
    return Arrays.stream(CellShade.values())
        .filter(
            shade ->
                map.points().stream()
                    .anyMatch(
                        point -> point.cells().chars().anyMatch(cell -> shade.has((char) cell))))
        .toList();
  }

  static double mebibytes(double bytes) {
    return bytes / MEBIBYTE;
  }
}
