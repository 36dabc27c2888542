package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.BasicStroke;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class CutEndTest {
  private static final Color COLOR = new Color(1, 2, 3);
  private static final Axis AXIS = new Axis.Linear(0, 10, TickText::of);

  /// Arrow heads are the only areas in that colour.
  private static int heads(Mark mark) {
    String svg =
        FigureFile.svg(
            new Drawing("t", "s", 300, 50).xAxis("x", AXIS).yAxis("y", AXIS).add(mark), "t");
    return svg.split("fill[:=]\"?rgb\\(1,2,3\\)", -1).length - 1;
  }

  private static Mark across(double low, double high) {
    return new Mark.Interval(low, high, 5, AXIS, COLOR, new BasicStroke(2));
  }

  private static Mark upright(double low, double high) {
    return new Mark.Upright(5, low, high, AXIS, COLOR, new BasicStroke(2));
  }

  @Test
  void anIntervalInsideThePlotHasNoArrow() {
    assertEquals(0, heads(across(2, 8)));
    assertEquals(0, heads(upright(2, 8)));
  }

  @Test
  void eachEndThatIsCutHasOne() {
    assertEquals(1, heads(across(2, 18)));
    assertEquals(2, heads(across(-2, 18)));
    assertEquals(1, heads(upright(-2, 8)));
    assertEquals(2, heads(upright(-2, 18)));
  }

  @Test
  void anIntervalBesideThePlotIsNotDrawn() {
    assertEquals(0, heads(across(11, 18)));
    assertEquals(0, heads(upright(-9, -1)));
  }
}
