package org.heaplab.report.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// What the footprint of each allocator consists of at the peak, stacked, the smallest on top.
final class BytesAtPeak {
  private static final int RIGHT = 190;
  private static final double BAR = 22;

  /// Of many allocators, the bars are thinner.
  private static final double THIN_BAR = 15;

  private static final int MANY = 16;

  /// The parts of a bar, from the axis outwards.
  enum Part {
    PAYLOAD("requested", new Color(0x7F8A9A)),
    PADDING("padding", new Color(0xE8B23A)),
    METADATA("metadata", new Color(0x9A5BB0)),
    FREE("free", new Color(0xDB6A52)),
    REST("rest", new Color(0xB98A7A));

    private final String title;
    private final Color color;

    Part(String title, Color color) {
      this.title = title;
      this.color = color;
    }

    double bytes(Cell cell) {
      return switch (this) {
        case PAYLOAD -> Metrics.PEAK_LIVE_BYTES.of(cell);
        case PADDING -> heldPadding(cell);
        case METADATA -> orNone(Metrics.METADATA_BYTES_AT_PEAK.of(cell));
        case FREE -> orNone(Metrics.FREE_BYTES_AT_PEAK.of(cell));
        case REST -> rest(cell);
      };
    }

    /// Pages of padding that nothing is written to are not part of the footprint.
    private static double heldPadding(Cell cell) {
      return Math.min(
          orNone(Metrics.PADDING_BYTES_AT_PEAK.of(cell)),
          Math.max(0, Metrics.FOOTPRINT_BYTES_AT_PEAK.of(cell) - PAYLOAD.bytes(cell)));
    }

    /// What is neither of the others, for an allocator that does not tell metadata from free bytes.
    private static double rest(Cell cell) {
      boolean split =
          !Double.isNaN(Metrics.METADATA_BYTES_AT_PEAK.of(cell))
              && !Double.isNaN(Metrics.FREE_BYTES_AT_PEAK.of(cell));
      if (split) return 0;
      return Math.max(
          0,
          Metrics.FOOTPRINT_BYTES_AT_PEAK.of(cell)
              - PAYLOAD.bytes(cell)
              - PADDING.bytes(cell)
              - METADATA.bytes(cell)
              - FREE.bytes(cell));
    }
  }

  private BytesAtPeak() {}

  static Optional<Drawing> draw(FigurePlan plan, MeasuredTrace trace, Palette palette) {
    List<OfAllocator> cells =
        trace.cells().stream()
            .filter(one -> one.hasSpace() && one.cell().completed() && ratio(one) > 0)
            .sorted(Comparator.comparingDouble(BytesAtPeak::ratio))
            .toList();
    if (cells.isEmpty()) return Optional.empty();

    double end = Axis.endFor(0, cells, OfAllocator::allocator, BytesAtPeak::ratio);
    double bar = cells.size() > MANY ? THIN_BAR : BAR;
    var drawing =
        new Drawing(
                trace.name(),
                "What the footprint consists of when most bytes are live ("
                    + Metrics.PEAK_LIVE_BYTES.format(cells.getFirst().cell())
                    + ")",
                150 + (int) (bar * 1.6 * cells.size()),
                RIGHT)
            .xAxis(plan.xTitle("multiples of live bytes"), new Axis.Linear(0, end, TickText::of))
            .rows(cells.size(), RowName.width(cells.stream().map(OfAllocator::allocator).toList()));
    for (int row = 0; row < cells.size(); row++) {
      drawing.add(RowName.of(cells.get(row).allocator(), -row, palette));
      drawBar(drawing, cells.get(row), -row, bar, end);
    }
    drawing.add(new PartLegend(partsIn(cells)));
    return Optional.of(drawing);
  }

  private static void drawBar(Drawing drawing, OfAllocator one, int y, double bar, double end) {
    Cell cell = one.cell();
    double live = Metrics.PEAK_LIVE_BYTES.of(cell);
    double from = 0;
    for (Part part : Part.values()) {
      double to = from + part.bytes(cell) / live;
      if (to > from && from < end) {
        drawing.add(new Mark.Bar(from, Math.min(to, end), y, bar, part.color));
      }
      from = to;
    }
    boolean cut = from > end;
    if (cut) drawing.add(new BrokenEnd(end, y, bar));
    String total = Unit.RATIO.format(ratio(one));
    drawing.add(
        new Mark.Text(
            cut ? total + " (cut)" : total,
            Math.min(from, end),
            y,
            10,
            0,
            0,
            Lettering.TICK,
            false,
            Ink.TEXT));
  }

  private static List<PartLegend.Entry> partsIn(List<OfAllocator> cells) {
    return Arrays.stream(Part.values())
        .filter(part -> cells.stream().anyMatch(one -> part.bytes(one.cell()) > 0))
        .map(part -> new PartLegend.Entry(part.title, part.color))
        .toList();
  }

  private static double ratio(OfAllocator one) {
    Cell cell = one.cell();
    return Metrics.FOOTPRINT_BYTES_AT_PEAK.of(cell) / Metrics.PEAK_LIVE_BYTES.of(cell);
  }

  private static double orNone(double bytes) {
    return Double.isNaN(bytes) ? 0 : bytes;
  }
}
