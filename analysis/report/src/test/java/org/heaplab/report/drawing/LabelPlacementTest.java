package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
  private static final Rectangle2D ROOM = new Rectangle2D.Double(0, 0, 600, 400);

  @Test
  void aLonePointHasItsLabelToTheRight() {
    var point = new Point2D.Double(100, 100);
    Rectangle2D label = new LabelPlacement(ROOM, List.of(point)).place(point, 50, 16);
    assertTrue(label.getMinX() > 100);
    assertEquals(100, label.getCenterY());
  }

  @Test
  void labelsOfNeighboursDoNotOverlap() {
    var points = new ArrayList<Point2D>();
    for (int i = 0; i < 8; i++) points.add(new Point2D.Double(250 + 14 * i, 200 + 9 * i));
    var placement = new LabelPlacement(ROOM, points);
    var labels = new ArrayList<Rectangle2D>();
    for (Point2D point : points) {
      Rectangle2D label = placement.place(point, 70, 16);
      for (Rectangle2D other : labels) assertFalse(label.intersects(other));
      for (Point2D other : points) assertFalse(label.contains(other));
      labels.add(label);
    }
  }

  @Test
  void aPointAtTheEdgeKeepsItsLabelInside() {
    var point = new Point2D.Double(590, 3);
    Rectangle2D label = new LabelPlacement(ROOM, List.of(point)).place(point, 70, 16);
    assertTrue(ROOM.contains(label), label.toString());
  }
}
