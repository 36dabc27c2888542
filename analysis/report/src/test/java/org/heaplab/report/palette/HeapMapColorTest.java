package org.heaplab.report.palette;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HeapMapColorTest {
  private static final Color DARK_PAPER = new Color(0x1A1D22);

  /// The least difference of lightness between neighbours that is seen side by side.
  private static final double STEP = 9;

  private static final List<HeapMapColor> BY_USE =
      List.of(
          HeapMapColor.FREE,
          HeapMapColor.USED_LITTLE,
          HeapMapColor.USED_HALF,
          HeapMapColor.USED_MOSTLY,
          HeapMapColor.USED_FULLY);

  private static void assertSteps(Color paper, Function<HeapMapColor, Color> shade, int sign) {
    double before = Shade.lightness(paper);
    for (HeapMapColor one : BY_USE) {
      double now = Shade.lightness(shade.apply(one));
      assertTrue(sign * (now - before) >= STEP, one + ": " + before + ", " + now);
      before = now;
    }
  }

  @Test
  void theMoreIsUsedTheFartherFromThePaperAlsoInGrey() {
    assertSteps(Color.WHITE, HeapMapColor::light, -1);
    assertSteps(DARK_PAPER, HeapMapColor::dark, 1);
  }

  @Test
  void aStripeOfLocksIsSeenOnUsedCells() {
    for (Function<HeapMapColor, Color> shade :
        List.<Function<HeapMapColor, Color>>of(HeapMapColor::light, HeapMapColor::dark)) {
      double locked = Shade.lightness(shade.apply(HeapMapColor.LOCKED));
      for (HeapMapColor used : BY_USE.subList(1, BY_USE.size())) {
        assertTrue(Math.abs(locked - Shade.lightness(shade.apply(used))) > STEP, used.name());
      }
    }
  }

  @Test
  void thePageHasEachInBothThemes() {
    String css = HeapMapColor.css();
    for (HeapMapColor one : HeapMapColor.values()) {
      assertTrue(css.split(one.variable() + ": #", -1).length == 3, one.variable());
    }
  }
}
