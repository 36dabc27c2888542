package org.heaplab.report.palette;

import java.awt.Color;

/// Colours of one hue that differ in lightness.
///
/// Lightness is L* of CIE 1976, from 0 for black to 100 for white: equal steps look equal. A reader
/// who cannot tell two hues apart can still tell two lightnesses apart.
final class Shade {
  /// The darkest and the lightest that a mark has: both are seen on white paper and on dark paper.
  static final double DARKEST = 40;

  static final double LIGHTEST = 68;

  private Shade() {}

  /// @param hue in degrees
  /// @param saturation from 0 for grey to 1
  static Color of(double hue, double saturation, double lightness) {
    double low = 0;
    double high = 2;
    for (int step = 0; step < 40; step++) {
      double middle = (low + high) / 2;
      if (lightness(mixed(hue, saturation, middle)) < lightness) low = middle;
      else high = middle;
    }
    return mixed(hue, saturation, low);
  }

  /// From black at 0 over the full colour at 1 to white at 2.
  private static Color mixed(double hue, double saturation, double at) {
    double pale = at <= 1 ? saturation : saturation * (2 - at);
    return Color.getHSBColor((float) (hue / 360), (float) pale, (float) Math.min(1, at));
  }

  static double lightness(Color color) {
    double y = luminance(color);
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }

  /// As the Web Content Accessibility Guidelines define it.
  static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
