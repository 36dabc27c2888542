package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void oneValueFarOutDoesNotSquashTheRest() {
    double end = Axis.endFor(1, new double[] {1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 50});
    assertTrue(end > 1.5 && end < 1.6, "" + end);
  }

  @Test
  void withoutOutliersEverythingIsShown() {
    double end = Axis.endFor(1, new double[] {1.1, 1.2, 1.3, 1.4, 1.9});
    assertTrue(end > 1.9, "" + end);
  }

  @Test
  void aValueFarOutIsShownWhereTheAxisIsHardlyLongerForIt() {
    double[] close = {1.10, 1.11, 1.12, 1.12, 1.13, 1.13, 1.14, 1.19};
    assertTrue(Axis.endFor(1, close) > 1.19);
    double[] far = {1.10, 1.11, 1.12, 1.12, 1.13, 1.13, 1.14, 1.29};
    assertTrue(Axis.endFor(1, far) < 1.2);
  }

  @Test
  void anAxisAlwaysHasAnExtent() {
    assertTrue(Axis.endFor(1, new double[] {1}) > 1);
    assertTrue(Axis.endFor(0, new double[0]) > 0);
    assertTrue(Axis.endFor(0, new double[] {0}) > 0);
    assertTrue(Axis.endFor(1, new double[] {Double.NaN}) > 1);
  }

  @Test
  void aLogarithmicAxisLabelsOneTwoFive() {
    var axis = new Axis.Logarithmic(1, 500, TickText::of);
    assertEquals("20", axis.label(20));
    assertEquals("50", axis.label(50));
    assertEquals(" ", axis.label(30));
    assertEquals("100", axis.label(100));
  }

  @Test
  void aShortLogarithmicAxisLabelsThreeAndSevenToo() {
    var axis = new Axis.Logarithmic(9, 90, TickText::of);
    assertEquals("30", axis.label(30));
    assertEquals("70", axis.label(70));
    assertEquals(" ", axis.label(60));
    assertEquals("60", new Axis.Logarithmic(50, 150, TickText::of).label(60));
  }

  @Test
  void aLogarithmicAxisSpansItsValues() {
    var axis = Axis.around(new double[] {Double.NaN, 3, 300}, TickText::of);
    assertTrue(axis.logarithmic() && axis.min() < 3 && axis.max() > 300);
  }

  @Test
  void valuesThatDifferLittleHaveALinearAxis() {
    var axis = Axis.around(new double[] {26, 38}, TickText::of);
    assertFalse(axis.logarithmic());
    assertTrue(axis.min() < 26 && axis.max() > 38);
    assertEquals("time", axis.title("time"));
    assertEquals(
        "time (logarithmic)", Axis.around(new double[] {1, 9}, TickText::of).title("time"));
  }
}
