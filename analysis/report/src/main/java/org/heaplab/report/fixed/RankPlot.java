package org.heaplab.report.fixed;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.RowName;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.fixed.BlockRanks.Standing;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;

/// The ranks of allocators in fixed heaps under several conditions, a column for each: a line joins
/// what is one allocator's.
public final class RankPlot {
  private static final int ROW = 46;

  /// Pixels right of the last column.
  private static final int RIGHT = 90;

  private final Palette palette;
  private final Drawing drawing;
  private final int rows;

  private RankPlot(Palette palette, Drawing drawing, int rows) {
    this.palette = palette;
    this.drawing = drawing;
    this.rows = rows;
  }

  public static Optional<Drawing> draw(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    List<SetUp> setUps = SetUp.of(results);
    List<BlockRanks> ranks = setUps.stream().map(one -> BlockRanks.of(results, one)).toList();
    if (ranks.isEmpty() || ranks.stream().anyMatch(one -> one.standings().isEmpty())) {
      return Optional.empty();
    }
    List<ComparedAllocator> names =
        ranks.getFirst().standings().stream().map(one -> one.contender().plain()).toList();
    var drawing =
        new Drawing(
                plan.title(),
                "mean over %s; a ring: a request was refused on some trace"
                    .formatted(TraceGroup.words(ranks.getFirst().traces())),
                Drawing.heightOfRows(names.size() + 1, ROW),
                RIGHT)
            .xAxis("", new Axis.Linear(-0.1, ranks.size() - 0.9, value -> " "))
            .rows(names.size() + 1, RowName.width(names));
    var plot = new RankPlot(palette, drawing, names.size());
    for (int i = 0; i < ranks.size(); i++) plot.addTitle(setUps.get(i).words(), i);
    plot.addLines(ranks);
    for (int i = 0; i < ranks.size(); i++) plot.addColumn(ranks.get(i), i);
    for (int row = 0; row < names.size(); row++) {
      drawing.add(RowName.of(names.get(row), -row, palette));
    }
    return Optional.of(drawing);
  }

  private void addTitle(String words, double x) {
    drawing.add(new Mark.Text(words, x, -rows, 0, 0, 0.5, Lettering.TICK, false, Ink.FAINT_TEXT));
  }

  private void addLines(List<BlockRanks> ranks) {
    Map<ComparedAllocator, List<double[]>> lines = new LinkedHashMap<>();
    for (int x = 0; x < ranks.size(); x++) {
      List<Standing> standings = ranks.get(x).standings();
      for (int row = 0; row < standings.size(); row++) {
        lines
            .computeIfAbsent(standings.get(row).contender().plain(), one -> new ArrayList<>())
            .add(new double[] {x, -row});
      }
    }
    lines.forEach(
        (one, points) -> {
          Look look = palette.of(one);
          drawing.add(
              new Mark.Curve(
                  points.stream().mapToDouble(point -> point[0]).toArray(),
                  points.stream().mapToDouble(point -> point[1]).toArray(),
                  look.color(),
                  look.stroke()));
        });
  }

  private void addColumn(BlockRanks column, double x) {
    List<Standing> standings = column.standings();
    Map<Integer, Long> sizes =
        standings.stream().collect(Collectors.groupingBy(Standing::rank, Collectors.counting()));
    for (int row = 1; row < standings.size(); row++) {
      if (standings.get(row - 1).rank() != standings.get(row).rank()) continue;
      drawing.add(new Mark.Segment(x, -row, x, 1 - row, Ink.AXIS, new BasicStroke(5)));
    }
    for (int row = 0; row < standings.size(); row++) {
      Standing one = standings.get(row);
      Look look = palette.of(one.contender().plain());
      boolean whole = one.completed() == column.traces().size();
      drawing.add(new Mark.Point(x, -row, look.shape(), look.color(), 13, whole));
      String rank = one.rank() + (sizes.get(one.rank()) > 1 ? "=" : "");
      String text = "%s  (%.2f)".formatted(rank, one.penalty());
      drawing.add(new Mark.Text(text, x, -row, 14, -9, 0, Lettering.SMALL, false, Ink.TEXT));
    }
  }
}
