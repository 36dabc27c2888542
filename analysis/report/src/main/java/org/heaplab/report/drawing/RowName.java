package org.heaplab.report.drawing;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Collection;
import org.heaplab.report.palette.Ink;
import org.heaplab.report.palette.Look;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;

/// An allocator's name left of its row, with a point of its look.
public record RowName(String name, Look look, double y) implements Mark {
  private static final int LEAST_WIDTH = 150;

  /// The point beside a name, and air.
  private static final int BESIDE_NAME = 40;

  public static RowName of(ComparedAllocator allocator, double y, Palette palette) {
    return new RowName(allocator.name(), palette.of(allocator), y);
  }

  /// Pixels that the longest of the names needs, and at least [#LEAST_WIDTH].
  public static int width(Collection<ComparedAllocator> allocators) {
    Font font = Lettering.of(Lettering.LABEL, true);
    double longest =
        allocators.stream()
            .mapToDouble(allocator -> Lettering.width(allocator.name(), font))
            .max()
            .orElse(0);
    return (int) Math.max(LEAST_WIDTH, Math.ceil(longest) + BESIDE_NAME);
  }

  @Override
  public void paint(Graphics2D g, Frame frame) {
    double middle = frame.y(y);
    double right = frame.plot().getMinX() - 16;
    new Mark.Point(0, 0, look.shape(), look.color(), 11, true).paintAt(g, right - 5, middle);
    Font font = Lettering.of(Lettering.LABEL, look.emphasized());
    double left = right - 18 - Lettering.width(name, font);
    Lettering.write(g, name, left, middle + Lettering.LABEL * 0.36, font, Ink.TEXT);
  }
}
