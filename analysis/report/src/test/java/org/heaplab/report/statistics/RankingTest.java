package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.statistics.Ranking.Place;
import org.junit.jupiter.api.Test;

class RankingTest {
  private final Map<String, double[]> values = new LinkedHashMap<>();

  @Test
  void ordersByGeometricMean() {
    values.put("second", new double[] {2, 2});
    values.put("first", new double[] {1, 1});
    assertEquals(List.of("first", "second"), names());
  }

  @Test
  void whoeverIsSteadilyWorseIsNotTied() {
    values.put("best", new double[] {1.0, 2.0, 9.0});
    values.put("worse", new double[] {1.1, 2.21, 9.91});
    assertTrue(place("best").best());
    assertFalse(place("worse").best());
  }

  @Test
  void whoeverIsNowBetterNowWorseIsTied() {
    values.put("best", new double[] {1.0, 2.0, 9.0});
    values.put("other", new double[] {1.2, 1.8, 9.2});
    assertTrue(place("other").best());
  }

  @Test
  void equalsAreTied() {
    values.put("one", new double[] {1.5});
    values.put("other", new double[] {1.5});
    assertTrue(place("one").best());
    assertTrue(place("other").best());
  }

  @Test
  void whoeverLacksATraceComesLastWithoutAMean() {
    values.put("half", new double[] {0.5, Double.NaN});
    values.put("whole", new double[] {1, 1});
    assertEquals(List.of("whole", "half"), names());
    assertFalse(place("half").mean().exists());
    assertEquals(1, place("half").traces());
    assertTrue(place("whole").best());
  }

  @Test
  void whoeverDoesNotCompeteIsNeverBest() {
    values.put("bound", new double[] {0.5, 0.5});
    values.put("best", new double[] {1, 1});
    assertEquals(List.of("bound", "best"), names());
    assertFalse(place("bound").best());
    assertEquals(0.5, place("bound").toBest().value(), 1e-12);
    assertTrue(place("best").best());
  }

  @Test
  void nobodyIsBestWhenNobodyHasAMean() {
    values.put("one", new double[] {Double.NaN});
    assertFalse(place("one").best());
  }

  private List<String> names() {
    return ranking().places().stream().map(Place::who).toList();
  }

  private Place<String> place(String name) {
    return ranking().places().stream()
        .filter(place -> place.who().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Ranking<String> ranking() {
    return Ranking.of(values, name -> !name.equals("bound"));
  }
}
