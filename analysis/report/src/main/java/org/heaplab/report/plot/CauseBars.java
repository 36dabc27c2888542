package org.heaplab.report.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heaplab.report.drawing.Axis;
import org.heaplab.report.drawing.BrokenEnd;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.PartLegend;
import org.heaplab.report.drawing.RowName;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.CauseColors;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Causes;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Cause;

/// What a footprint holds beyond live bytes, on average over the trace, by cause: stacked bars, the
/// smallest on top.
final class CauseBars {
  private static final int RIGHT = 250;
  private static final double BAR = 22;
  private static final double ROW = 36;

  /// The row of the mean.
  private static final String MEAN = "mean";

  /// @param allocator null for a row of a trace
  private record Row(String name, ComparedAllocator allocator, Map<Cause, Double> shares) {
    double overhead() {
      return Causes.overhead(shares);
    }

    boolean isMean() {
      return allocator == null && name.equals(MEAN);
    }
  }

  private final Palette palette;
  private final List<Row> rows;

  private CauseBars(Palette palette, Stream<Row> rows) {
    this.palette = palette;
    this.rows =
        rows.filter(row -> !row.shares().isEmpty())
            .sorted(Comparator.comparing(Row::isMean).reversed().thenComparingDouble(Row::overhead))
            .toList();
  }

  /// The experiment's subject on each trace, and its mean.
  static Optional<Drawing> ofSubject(FigurePlan plan, ExperimentResults results, Palette palette) {
    return results.subject().flatMap(subject -> ofSubject(plan, results, subject, palette));
  }

  private static Optional<Drawing> ofSubject(
      FigurePlan plan, ExperimentResults results, ComparedAllocator subject, Palette palette) {
    List<TraceResults> traces =
        results.traces().stream()
            .filter(trace -> !Causes.ON_AVERAGE.of(trace, subject).isEmpty())
            .toList();
    var mean = new Row(MEAN, null, Causes.ON_AVERAGE.mean(traces, subject));
    var bars =
        new CauseBars(
            palette,
            Stream.concat(
                Stream.of(mean),
                traces.stream()
                    .map(
                        trace ->
                            new Row(trace.trace(), null, Causes.ON_AVERAGE.of(trace, subject)))));
    return bars.draw(
        plan,
        "What %s holds beyond live bytes".formatted(subject.name()),
        "On average over each trace; above, the mean of " + TraceGroup.words(traces));
  }

  /// The mean of each allocator over the traces that are compared.
  static Optional<Drawing> ofAllocators(
      FigurePlan plan, ExperimentResults results, Palette palette) {
    List<TraceResults> traces = results.compared();
    return ofAllocators(results.allocators(), one -> Causes.ON_AVERAGE.mean(traces, one), palette)
        .draw(
            plan,
            "What is held beyond live bytes",
            "On average over each trace, the mean of " + TraceGroup.words(traces));
  }

  /// The allocators on one trace.
  static Optional<Drawing> ofTrace(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    return ofAllocators(
            trace.experiment().allocators(),
            one -> Causes.ON_AVERAGE.of(trace.trace(), one),
            palette)
        .draw(plan, trace.name(), "What is held beyond live bytes, on average over the trace");
  }

  private static CauseBars ofAllocators(
      List<ComparedAllocator> allocators,
      Function<ComparedAllocator, Map<Cause, Double>> shares,
      Palette palette) {
    return new CauseBars(
        palette, allocators.stream().map(one -> new Row(one.name(), one, shares.apply(one))));
  }

  private Optional<Drawing> draw(FigurePlan plan, String heading, String subheading) {
    if (rows.isEmpty()) return Optional.empty();
    double end = Axis.endFor(0, rows.stream().mapToDouble(Row::overhead).toArray());
    List<ComparedAllocator> named =
        rows.stream().map(Row::allocator).filter(one -> one != null).toList();
    var drawing =
        new Drawing(heading, subheading, height(), RIGHT)
            .xAxis(
                plan.xTitle("percent of live bytes"),
                new Axis.Linear(0, end, share -> TickText.of(100 * share) + " %"))
            .rows(rows.size(), RowName.width(named));
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int y = -i;
      drawing.of(row.allocator(), () -> drawBar(drawing, row, y, end));
    }
    drawing.add(new PartLegend(legend()));
    return Optional.of(drawing);
  }

  /// The legend may need more than the rows.
  private int height() {
    return Math.max(Drawing.heightOfRows(rows.size(), ROW), PartLegend.height(legend().size()));
  }

  private void drawBar(Drawing drawing, Row row, int y, double end) {
    if (row.allocator() != null) drawing.add(RowName.of(row.allocator(), y, palette));
    else drawing.add(text(row.name(), 0, y, -14, 1, row.isMean()));
    double from = 0;
    for (Cause cause : Cause.values()) {
      if (!cause.isOverhead()) continue;
      double to = from + row.shares().getOrDefault(cause, 0.0);
      if (to > from && from < end) {
        drawing.add(new Mark.Bar(from, Math.min(to, end), y, BAR, CauseColors.of(cause)));
      }
      from = to;
    }
    boolean cut = from > end;
    if (cut) drawing.add(new BrokenEnd(end, y, BAR));
    String total = Unit.SHARE.format(from) + (cut ? " (cut)" : "");
    drawing.add(text(total, Math.min(from, end), y, 10, 0, row.isMean()));
  }

  private static Mark text(
      String text, double x, int y, double shift, double anchor, boolean bold) {
    return new Mark.Text(text, x, y, shift, 0, anchor, Lettering.LABEL, bold, Ink.TEXT);
  }

  private List<PartLegend.Entry> legend() {
    return Causes.shown(rows.stream().map(Row::shares).toList()).stream()
        .map(cause -> new PartLegend.Entry(cause.title(), CauseColors.of(cause)))
        .toList();
  }
}
