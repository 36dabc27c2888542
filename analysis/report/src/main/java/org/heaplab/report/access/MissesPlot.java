package org.heaplab.report.access;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Statistics;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;

/// How often a modelled cache misses: a row for each order of blocks, and one or two for each
/// allocator, as its heap lies and compacted; a ring for each trace.
public final class MissesPlot {
  private static final int LABEL_WIDTH = 290;
  private static final int RIGHT = 110;
  private static final double ROW = 28;
  private static final Color OF_ORDERS = new Color(0x70757F);

  /// One row.
  ///
  /// @param shares of the accesses that miss, one for each trace
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Line(String name, double[] shares, Color color, ComparedAllocator of) {
    double mean() {
      return Statistics.geometricMean(shares).value();
    }
  }

  private final ExperimentResults results;
  private final String column;
  private final Palette palette;
  private final List<TraceResults> traces;

  private MissesPlot(FigurePlan plan, ExperimentResults results, Palette palette) {
    this.results = results;
    this.column = plan.metric().name();
    this.palette = palette;
    this.traces =
        results.compared().stream()
            .filter(trace -> trace.cells().stream().anyMatch(plan.metric().basis()::compares))
            .toList();
  }

  public static Optional<Drawing> draw(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    return new MissesPlot(plan, results, palette).draw(plan);
  }

  private Optional<Drawing> draw(FigurePlan plan) {
    List<Line> lines = lines();
    if (lines.isEmpty()) return Optional.empty();
    double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(line.shares())).toArray();
    Axis axis = Axis.around(all, MissesPlot::percent);
    var drawing =
        new Drawing(
                plan.title() + " on " + TraceGroup.words(traces),
                "Rings: single traces; points and numbers: their geometric mean; grey: orders without any allocator",
                Drawing.heightOfRows(lines.size(), ROW),
                RIGHT)
            .xAxis(axis.title(plan.xTitle("misses ÷ accesses")), axis)
            .rows(lines.size(), LABEL_WIDTH);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int y = -i;
      drawing.of(line.of(), () -> add(drawing, line, y, axis));
    }
    return Optional.of(drawing);
  }

  private static void add(Drawing drawing, Line line, int y, Axis axis) {
    drawing.add(text(line.name(), axis.min(), y, -14, 1, Ink.TEXT));
    for (double share : line.shares()) {
      Color faded = Drawing.faded(line.color(), 150);
      drawing.add(new Mark.Point(share, y, Look.Shape.CIRCLE, faded, 9, false));
    }
    if (Double.isNaN(line.mean())) return;
    drawing.add(new Mark.Point(line.mean(), y, Look.Shape.DIAMOND, line.color(), 12, true));
    drawing.add(text(percent(line.mean()), axis.max(), y, 18, 0, Ink.FAINT_TEXT));
  }

  private static String percent(double share) {
    return TickText.of(100 * share) + " %";
  }

  private static Mark text(String text, double x, int y, double shift, double anchor, Color ink) {
    return new Mark.Text(text, x, y, shift, 0, anchor, Lettering.LABEL, false, ink);
  }

  private List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (String order : orders()) {
      double[] shares =
          shares(
              trace -> trace.cells().stream().findFirst(),
              AccessTables.PLACEMENT,
              row -> row.text("placement").equals(order));
      lines.add(new Line(order, shares, OF_ORDERS, null));
    }
    for (ComparedAllocator one : results.allocators()) {
      double[] lying = ofAllocator(one, row -> row.number("compactions") == 0);
      double[] compacted = ofAllocator(one, row -> row.number("compactions") > 0);
      Color color = palette.of(one).color();
      if (lying.length > 0) lines.add(new Line(one.name(), lying, color, one));
      if (compacted.length > 0 && !Arrays.equals(lying, compacted)) {
        lines.add(new Line(one.name() + ", compacted", compacted, color, one));
      }
    }
    return lines;
  }

  private List<String> orders() {
    return traces.stream()
        .flatMap(trace -> trace.cells().stream())
        .flatMap(cell -> cell.series(AccessTables.PLACEMENT).rows().stream())
        .map(row -> row.text("placement"))
        .distinct()
        .toList();
  }

  private double[] ofAllocator(ComparedAllocator one, Predicate<Row> isWanted) {
    return shares(trace -> trace.cell(one), AccessTables.LOCALITY, isWanted);
  }

  /// The share that a row has of each trace which has such a row.
  private double[] shares(
      Function<TraceResults, Optional<Cell>> cell, Table table, Predicate<Row> isWanted) {
    return traces.stream()
        .flatMap(trace -> cell.apply(trace).stream())
        .flatMap(one -> one.series(table).rows().stream().filter(isWanted))
        .mapToDouble(row -> row.number(column) / row.number("accesses"))
        .toArray();
  }
}
