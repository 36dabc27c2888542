package org.heaplab.report.palette;

import java.awt.Color;
import java.util.List;

/// The colours of places in a program, for areas that lie one upon the other: neighbours differ in
/// hue and in lightness, and each is seen on white paper and on dark paper.
public final class SiteColors {
  /// All places that have no colour of their own.
  public static final Color OTHERS = new Color(0x8B929D);

  private static final List<Color> COLORS =
      List.of(
          new Color(0xB8402C),
          new Color(0xE8B23A),
          new Color(0x4C5FA8),
          new Color(0x6FB08F),
          new Color(0x8A4A9E),
          new Color(0x79B4DC));

  private SiteColors() {}

  /// @param rank from 0 on; after the last colour comes the first again
  public static Color of(int rank) {
    return COLORS.get(rank % COLORS.size());
  }
}
