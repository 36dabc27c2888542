package org.heaplab.report.figure;

import org.heaplab.report.drawing.RowName;
import org.heaplab.report.drawing.PartLegend;
import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Mark;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Ink;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.BrokenEnd;
import org.heaplab.report.drawing.Axis;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;

/// What the footprint of each allocator consists of at the peak, stacked, the smallest on top.
final class BytesAtPeak {
  private static final int RIGHT = 190;
  private static final double BAR = 22;

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
        case PAYLOAD -> Metric.PEAK_LIVE_BYTES.of(cell);
        case PADDING -> heldPadding(cell);
        case METADATA -> orNone(Metric.METADATA_BYTES_AT_PEAK.of(cell));
        case FREE -> orNone(Metric.FREE_BYTES_AT_PEAK.of(cell));
        case REST -> rest(cell);
      };
    }

    /// Of padding at a block's end, pages that nobody writes to are not there.
    private static double heldPadding(Cell cell) {
      return Math.min(
          orNone(Metric.PADDING_BYTES_AT_PEAK.of(cell)),
          Math.max(0, Metric.FOOTPRINT_BYTES_AT_PEAK.of(cell) - PAYLOAD.bytes(cell)));
    }

    /// What no column accounts for, where the columns that would are empty.
    private static double rest(Cell cell) {
      boolean split =
          !Double.isNaN(Metric.METADATA_BYTES_AT_PEAK.of(cell))
              && !Double.isNaN(Metric.FREE_BYTES_AT_PEAK.of(cell));
      if (split) return 0;
      return Math.max(
          0,
          Metric.FOOTPRINT_BYTES_AT_PEAK.of(cell)
              - PAYLOAD.bytes(cell)
              - PADDING.bytes(cell)
              - METADATA.bytes(cell)
              - FREE.bytes(cell));
    }
  }

  private BytesAtPeak() {}

  static Optional<Drawing> draw(Subject subject, Palette palette) {
    List<Cell> cells =
        subject.cells().stream()
            .filter(cell -> cell.comparesInSpace() && ratio(cell) > 0)
            .sorted(Comparator.comparingDouble(BytesAtPeak::ratio))
            .toList();
    if (cells.isEmpty()) return Optional.empty();

    double end = Axis.endFor(0, cells, Cell::allocator, BytesAtPeak::ratio);
    var drawing =
        new Drawing(
                subject.trace(),
                "What the footprint consists of when most bytes are live ("
                    + Numbers.bytes(Metric.PEAK_LIVE_BYTES.of(cells.getFirst()))
                    + ")",
                150 + (int) (BAR * 1.6 * cells.size()),
                RIGHT)
            .xAxis("multiples of live bytes", new Axis.Linear(0, end, Numbers::tick))
            .rows(cells.size(), RowName.width(cells.stream().map(Cell::allocator).toList()));
    for (int row = 0; row < cells.size(); row++)
      drawBar(drawing, cells.get(row), -row, end, palette);
    drawing.add(new PartLegend(partsIn(cells)));
    return Optional.of(drawing);
  }

  private static void drawBar(Drawing drawing, Cell cell, int y, double end, Palette palette) {
    double live = Metric.PEAK_LIVE_BYTES.of(cell);
    double from = 0;
    for (Part part : Part.values()) {
      double to = from + part.bytes(cell) / live;
      if (to > from && from < end) {
        drawing.add(new Mark.Bar(from, Math.min(to, end), y, BAR, part.color));
      }
      from = to;
    }
    boolean cut = from > end;
    if (cut) drawing.add(new BrokenEnd(end, y, BAR));
    String total = Numbers.ratio(ratio(cell));
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
    drawing.add(RowName.of(cell.allocator(), y, palette));
  }

  private static List<PartLegend.Entry> partsIn(List<Cell> cells) {
    return Arrays.stream(Part.values())
        .filter(part -> cells.stream().anyMatch(cell -> part.bytes(cell) > 0))
        .map(part -> new PartLegend.Entry(part.title, part.color))
        .toList();
  }

  private static double ratio(Cell cell) {
    return Metric.FOOTPRINT_BYTES_AT_PEAK.of(cell) / Metric.PEAK_LIVE_BYTES.of(cell);
  }

  private static double orNone(double bytes) {
    return Double.isNaN(bytes) ? 0 : bytes;
  }
}
