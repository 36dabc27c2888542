package org.heaplab.report.fixed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Legend;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.metric.Unit;

/// How long the operations of a trace take in a heap of fixed size, from its beginning to its end.
public final class WindowsOverTime {
  private WindowsOverTime() {}

  public static Optional<Drawing> inTheLoosest(
      FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return SetUp.loosest(trace.experiment()).flatMap(setUp -> draw(plan, trace, setUp, palette));
  }

  public static Optional<Drawing> inTheTightest(
      FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return SetUp.tightest(trace.experiment()).flatMap(setUp -> draw(plan, trace, setUp, palette));
  }

  private static Optional<Drawing> draw(
      FigurePlan plan, MeasuredTrace trace, SetUp setUp, Palette palette) {
    var lines = new LinkedHashMap<Contender, Map<Double, Double>>();
    for (Contender one : setUp.contenders()) {
      Map<Double, Double> times = WindowTimes.along(trace.trace(), setUp, one);
      if (!times.isEmpty()) lines.put(one, times);
    }
    if (lines.isEmpty()) return Optional.empty();
    var legend =
        new Legend(
            "median",
            lines.keySet().stream().map(one -> entry(trace, setUp, one, palette)).toList());
    Axis times =
        Axis.around(
            lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(value -> value)
                .toArray(),
            value -> TickText.of(value, Unit.NANOS));
    double end =
        lines.values().stream()
            .flatMap(line -> line.keySet().stream())
            .mapToDouble(op -> op)
            .max()
            .orElse(1);
    var drawing =
        new Drawing(
                trace.name(),
                "Time per operation in a heap of " + setUp.words(),
                legend.height(),
                legend.width())
            .xAxis(plan.xTitle("operations"), new Axis.Linear(0, Math.max(1, end), TickText::of))
            .yAxis(times.title(plan.yTitle("time per operation")), times);
    lines.forEach((one, line) -> drawing.add(curve(line, palette.of(one.plain()))));
    return Optional.of(drawing.add(legend));
  }

  private static Legend.Entry entry(
      MeasuredTrace trace, SetUp setUp, Contender one, Palette palette) {
    double whole = WindowTimes.over(trace.trace(), setUp, one).estimate().value();
    Look look = palette.of(one.plain());
    return new Legend.Entry(one.plain().name(), Unit.NANOS.format(whole), look, look.color());
  }

  private static Mark curve(Map<Double, Double> line, Look look) {
    return new Mark.Curve(
        line.keySet().stream().mapToDouble(op -> op).toArray(),
        line.values().stream().mapToDouble(nanos -> nanos).toArray(),
        look.color(),
        look.stroke());
  }
}
