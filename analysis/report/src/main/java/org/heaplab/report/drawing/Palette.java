package org.heaplab.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Allocator.Group;

/// Gives every allocator of a run its look: the hue says what sort of allocator it is, lightness,
/// dash and the form of its points say which.
public final class Palette {
  private static final Map<Group, List<Color>> COLORS =
      Map.of(
          Group.HANDLE, colors(0xD6301F, 0xE58A00, 0xB5338F, 0xC46A4A),
          Group.NATIVE,
              colors(0x2E74C9, 0x35A0DC, 0x6664D6, 0x0E8FA8, 0x8E7BE0, 0x4F83A8, 0x7FA6E8),
          Group.CLASSICAL,
              colors(0x2F8F46, 0x86A317, 0x14907A, 0xA98A14, 0x5DB075, 0x6F7F2A, 0x4C9A94),
          Group.BASELINE, colors(0x70757F, 0xA0958A, 0x8A7F98));

  private static final Map<Group, Look.Shape> SHAPES =
      Map.of(
          Group.HANDLE, Look.Shape.DIAMOND,
          Group.NATIVE, Look.Shape.CIRCLE,
          Group.CLASSICAL, Look.Shape.SQUARE,
          Group.BASELINE, Look.Shape.TRIANGLE);

  /// Dashes in the order in which allocators of one group get them, lengths in line widths.
  private static final float[][] DASHES = {
    null, {5, 2}, {1.5f, 1.5f}, {6, 2, 1.5f, 2}, {9, 3}, {3, 1.5f}
  };

  /// The allocator that all is about.
  private static final String SUBJECT = "handle";

  private static final float LINE_WIDTH = 1.8f;
  private static final float EMPHASIZED_WIDTH = 3.2f;

  private final Map<Allocator, Look> looks = new HashMap<>();

  /// @param allocators of the run, in the order of its files
  public Palette(List<Allocator> allocators) {
    var taken = new EnumMap<Group, Integer>(Group.class);
    for (Allocator allocator : allocators) {
      int rank = taken.merge(allocator.group(), 1, Integer::sum) - 1;
      looks.put(allocator, look(allocator.group(), rank, allocator.name().equals(SUBJECT)));
    }
  }

  public Look of(Allocator allocator) {
    return looks.get(allocator);
  }

  /// The allocator's colour as CSS writes it.
  public String css(Allocator allocator) {
    Color color = of(allocator).color();
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }

  private static Look look(Group group, int rank, boolean emphasized) {
    List<Color> colors = COLORS.get(group);
    return new Look(
        colors.get(rank % colors.size()),
        stroke(emphasized ? EMPHASIZED_WIDTH : LINE_WIDTH, DASHES[rank % DASHES.length]),
        SHAPES.get(group),
        emphasized);
  }

  private static BasicStroke stroke(float width, float[] dash) {
    float[] lengths = dash == null ? null : dash.clone();
    for (int i = 0; lengths != null && i < lengths.length; i++) lengths[i] *= width;
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, lengths, 0);
  }

  private static List<Color> colors(int... values) {
    return Arrays.stream(values).mapToObj(Color::new).toList();
  }
}
