package org.heaplab.measure.sites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class StrandedPointsTest {
  @Test
  void sixPlacesHaveCurvesAndTheOthersOneTogether() {
    var points = new StrandedPoints(9);
    points.addEven(10, new double[] {0, 9, 1, 8, 2, 7, 3, 6, 5});
    points.addPeak(new double[] {0, 0, 40, 0, 0, 0, 0, 0, 0});
    points.addEven(20, new double[] {0, 0, 0.25, 0, 0.25, 0, 0, 0, 9});
    Map<String, Object> results = points.results();
    assertEquals("8 1 3 5 7 6", results.get("named"));
    assertEquals("10 5 9 8 7 6 3 3", results.get("point_0"));
    assertEquals("20 9 0 0 0 0 0 1", results.get("point_1"));
    assertEquals("40.0 0.625 40.0 1 0", results.get("site_2"));
    assertNull(results.get("site_0"));
  }

  @Test
  void whereNothingIsStrandedThereIsNothing() {
    var points = new StrandedPoints(2);
    points.addEven(1, new double[2]);
    points.addPeak(new double[2]);
    assertEquals(Map.of(), points.results());
  }

  @Test
  void aLineOfBarsHasTwentyPointsAtMost() {
    var points = new StrandedPoints(1);
    for (int i = 1; i <= 100; i++) points.addEven(i, new double[] {i});
    String[] words = points.results().get("site_0").toString().split(" ", -1);
    assertEquals(3 + 20, words.length);
    assertEquals("5", words[3]);
    assertEquals("100", words[22]);
  }

  @Test
  void ofVeryManyPlacesThereAreFewerPoints() {
    assertTrue(StrandedPoints.most(100_000) > 100);
    assertEquals(20, StrandedPoints.most(TraceBuilder.MOST_SITES + 1));
  }
}
