package org.heaplab.report.figure;

import java.awt.Color;

/// The colours that are not an allocator's. A page with a dark ground replaces them by its own.
final class Ink {
  static final Color PAPER = new Color(255, 255, 255);
  static final Color TEXT = new Color(28, 31, 36);
  static final Color FAINT_TEXT = new Color(98, 104, 114);
  static final Color GRID = new Color(230, 232, 236);
  static final Color AXIS = new Color(150, 156, 166);

  /// Live bytes: what the program asked for, in every figure.
  static final Color LIVE = new Color(206, 211, 219);

  private Ink() {}
}
