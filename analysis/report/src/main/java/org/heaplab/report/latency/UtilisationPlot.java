package org.heaplab.report.latency;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Unit;

/// Minimum mutator utilisation against the length of the window: bold on the worst trace, thin on
/// each.
public final class UtilisationPlot {
  /// The window whose value the legend has, in nanoseconds.
  private static final double TOLD = 1e6;

  private static final int FADED = 60;

  private UtilisationPlot() {}

  public static Optional<Drawing> draw(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    List<Utilisation> lines = Utilisation.of(results);
    if (lines.isEmpty()) return Optional.empty();
    double first = windows(lines).min().orElseThrow();
    double last = windows(lines).max().orElseThrow();
    var shares = new Axis.Linear(0, 1, share -> TickText.of(Math.rint(100 * share)) + " %");
    var legend =
        new Legend(
            TickText.of(TOLD, Unit.NANOS),
            lines.stream().map(line -> entry(line, palette)).toList());
    var drawing =
        new Drawing(
                plan.title(),
                "The least on %s; thin: single traces; bars: 95 %% intervals over processes"
                    .formatted(TraceGroup.words(results.candidates())),
                legend.height(),
                legend.width())
            .xAxis(
                plan.xTitle("length of the window (logarithmic)"),
                new Axis.Logarithmic(first, last, window -> TickText.of(window, Unit.NANOS)))
            .yAxis(plan.yTitle("least share of the client"), shares);
    for (Utilisation line : lines) {
      Color color = Drawing.faded(palette.of(line.allocator()).color(), FADED);
      for (Map<Double, Double> trace : line.traces()) {
        drawing.add(curve(trace, color, new BasicStroke(1.2f)));
      }
    }
    for (Utilisation line : lines) addBold(drawing, line, palette.of(line.allocator()), shares);
    return Optional.of(drawing.add(legend));
  }

  private static DoubleStream windows(List<Utilisation> lines) {
    return lines.stream()
        .flatMap(line -> line.least().keySet().stream())
        .mapToDouble(Double::doubleValue);
  }

  private static Legend.Entry entry(Utilisation line, Palette palette) {
    Estimate told = line.least().get(TOLD);
    String number = told == null ? Unit.MISSING : Unit.SHARE.format(told.value());
    return new Legend.Entry(line.allocator().name(), number, palette.of(line.allocator()), null);
  }

  private static Mark curve(Map<Double, Double> shares, Color color, BasicStroke stroke) {
    return new Mark.Curve(
        shares.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        shares.values().stream().mapToDouble(Double::doubleValue).toArray(),
        color,
        stroke);
  }

  private static void addBold(Drawing drawing, Utilisation line, Look look, Axis shares) {
    double[] windows = line.least().keySet().stream().mapToDouble(Double::doubleValue).toArray();
    double[] values = line.least().values().stream().mapToDouble(Estimate::value).toArray();
    drawing.add(new Mark.Curve(windows, values, look.color(), look.stroke()));
    line.least()
        .forEach(
            (window, share) -> {
              if (share.hasInterval()) {
                drawing.add(
                    new Mark.Upright(
                        window,
                        share.low(),
                        share.high(),
                        shares,
                        look.color(),
                        new BasicStroke(1.4f)));
              }
              drawing.add(
                  new Mark.Point(window, share.value(), look.shape(), look.color(), 9, true));
            });
  }
}
