package org.heaplab.report.drawing;

import java.awt.geom.Rectangle2D;

/// Where values are on a drawing, in its pixels.
public interface Frame {
  double x(double value);

  double y(double value);

  /// The area inside the axes.
  Rectangle2D plot();
}
