package org.heaplab.report.palette;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.results.table.SiteTables;
import org.junit.jupiter.api.Test;

class SiteColorsTest {
  private static final List<Color> PAPERS = List.of(Color.WHITE, new Color(0x1A1D22));

  /// The least difference of lightness between neighbours that is seen side by side.
  private static final double STEP = 9;

  private static List<Color> inOrder() {
    var colors = new ArrayList<Color>();
    for (int i = 0; i < SiteTables.PLACES_WITH_CURVES; i++) colors.add(SiteColors.of(i));
    colors.add(SiteColors.OTHERS);
    return colors;
  }

  private static double difference(Color one, Color other) {
    return Math.abs(Shade.lightness(one) - Shade.lightness(other));
  }

  @Test
  void neighboursAreToldApartAlsoInGrey() {
    List<Color> colors = inOrder();
    for (int i = 1; i < colors.size(); i++) {
      assertTrue(difference(colors.get(i - 1), colors.get(i)) >= STEP, "neighbours at " + i);
    }
  }

  @Test
  void eachIsSeenOnWhitePaperAndOnDarkPaper() {
    for (Color color : inOrder()) {
      for (Color paper : PAPERS) assertTrue(difference(color, paper) > 2 * STEP, color.toString());
    }
  }

  @Test
  void everyPlaceWithACurveHasAColorOfItsOwn() {
    assertTrue(inOrder().stream().distinct().count() == SiteTables.PLACES_WITH_CURVES + 1);
  }
}
