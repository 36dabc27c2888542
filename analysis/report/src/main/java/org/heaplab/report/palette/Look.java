package org.heaplab.report.palette;

import java.awt.BasicStroke;
import java.awt.Color;

/// How one allocator looks, the same in every figure.
///
/// @param color told apart from its neighbours by lightness as well as by hue
/// @param stroke of its lines
/// @param shape of its points
/// @param emphasized whether it is what the figure is about
public record Look(Color color, BasicStroke stroke, Shape shape, boolean emphasized) {
  /// The form of a point.
  public enum Shape {
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    TRIANGLE_DOWN,
    PENTAGON,
    HEXAGON,
    STAR,
    CROSS,
    FLAT,
    UPRIGHT
  }
}
