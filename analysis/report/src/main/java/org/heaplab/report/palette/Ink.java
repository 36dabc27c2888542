package org.heaplab.report.palette;

import java.awt.Color;

/// The colours that are not an allocator's. A page with a dark ground replaces them by its own.
public final class Ink {
  public static final Color PAPER = new Color(255, 255, 255);
  public static final Color TEXT = new Color(28, 31, 36);
  public static final Color FAINT_TEXT = new Color(98, 104, 114);
  public static final Color GRID = new Color(230, 232, 236);
  public static final Color AXIS = new Color(150, 156, 166);

  /// Live bytes: what the program asked for, in every figure.
  public static final Color LIVE = new Color(206, 211, 219);

  private Ink() {}
}
