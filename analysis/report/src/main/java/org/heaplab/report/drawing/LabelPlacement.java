package org.heaplab.report.drawing;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Puts a label next to each of several points so that no label covers another, a point, or the
/// edge, where there is room for that; the same points get the same labels.
///
/// Each label in turn tries positions around its point, near ones first, and takes the one that
/// covers least. A thin line behind a label costs little: a label far from its point is harder to
/// read.
public final class LabelPlacement {
  /// Directions to try, best to read first: right, above right, below right, above, below, left, …
  private static final double[][] DIRECTIONS = {
    {1, 0}, {0.8, -0.8}, {0.8, 0.8}, {0, -1}, {0, 1}, {-1, 0}, {-0.8, -0.8}, {-0.8, 0.8},
    {1, -0.4}, {1, 0.4}, {0.4, -1}, {0.4, 1}, {-1, -0.4}, {-1, 0.4}, {-0.4, -1}, {-0.4, 1}
  };

  private static final double[] DISTANCES = {12, 20, 32, 46, 64, 86, 112, 142, 176, 214};
  private static final double POINT_RADIUS = 9;
  private static final double COST_OF_COVERING = 10;
  private static final double COST_OF_A_LINE = 0.15;

  /// What a label should not cover, and how much each pixel of it matters.
  private record Obstacle(Rectangle2D area, double cost) {}

  private final Rectangle2D room;
  private final List<Obstacle> obstacles = new ArrayList<>();

  /// @param room what labels must stay in
  /// @param points that labels must not cover
  public LabelPlacement(Rectangle2D room, List<Point2D> points) {
    this.room = room;
    for (Point2D point : points) {
      avoid(
          new Rectangle2D.Double(
              point.getX() - POINT_RADIUS,
              point.getY() - POINT_RADIUS,
              2 * POINT_RADIUS,
              2 * POINT_RADIUS));
    }
  }

  /// Labels should not cover this either.
  public void avoid(Rectangle2D area) {
    obstacles.add(new Obstacle(area, COST_OF_COVERING));
  }

  /// Labels should cover this only if they must.
  public void avoidLine(Rectangle2D area) {
    obstacles.add(new Obstacle(area, COST_OF_A_LINE));
  }

  /// @return where the label of that size goes
  public Rectangle2D place(Point2D point, double width, double height) {
    Rectangle2D best = null;
    double least = Double.MAX_VALUE;
    for (double distance : DISTANCES) {
      for (int i = 0; i < DIRECTIONS.length; i++) {
        Rectangle2D candidate = candidate(point, DIRECTIONS[i], distance, width, height);
        double cost = covering(candidate) + distance + i * 0.5;
        if (cost < least) {
          least = cost;
          best = candidate;
        }
      }
    }
    avoid(best);
    return best;
  }

  private static Rectangle2D candidate(
      Point2D point, double[] direction, double distance, double width, double height) {
    double x = point.getX() + direction[0] * distance;
    double y = point.getY() + direction[1] * distance;
    double left = direction[0] > 0 ? x : direction[0] < 0 ? x - width : x - width / 2;
    double top = direction[1] > 0 ? y : direction[1] < 0 ? y - height : y - height / 2;
    return new Rectangle2D.Double(left, top, width, height);
  }

  private double covering(Rectangle2D candidate) {
    double area = candidate.getWidth() * candidate.getHeight();
    double cost = COST_OF_COVERING * (area - area(candidate.createIntersection(room)));
    for (Obstacle one : obstacles) {
      cost += one.cost() * area(candidate.createIntersection(one.area()));
    }
    return cost;
  }

  private static double area(Rectangle2D overlap) {
    return overlap.isEmpty() ? 0 : overlap.getWidth() * overlap.getHeight();
  }
}
