package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.statistics.Ranking.Rank;
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
  void whatIsSteadilyWorseIsNotTied() {
    values.put("best", new double[] {1.0, 2.0, 9.0});
    values.put("worse", new double[] {1.1, 2.21, 9.91});
    assertTrue(rank("best").best());
    assertFalse(rank("worse").best());
  }

  @Test
  void whatIsNowBetterNowWorseIsTied() {
    values.put("best", new double[] {1.0, 2.0, 9.0});
    values.put("other", new double[] {1.2, 1.8, 9.2});
    assertTrue(rank("other").best());
  }

  @Test
  void equalsAreTied() {
    values.put("one", new double[] {1.5});
    values.put("other", new double[] {1.5});
    assertTrue(rank("one").best());
    assertTrue(rank("other").best());
  }

  @Test
  void whatLacksATraceComesLastWithoutAMean() {
    values.put("half", new double[] {0.5, Double.NaN});
    values.put("whole", new double[] {1, 1});
    assertEquals(List.of("whole", "half"), names());
    assertFalse(rank("half").mean().exists());
    assertEquals(1, rank("half").traces());
    assertTrue(rank("whole").best());
  }

  @Test
  void whatDoesNotCompeteIsNeverBest() {
    values.put("bound", new double[] {0.5, 0.5});
    values.put("best", new double[] {1, 1});
    assertEquals(List.of("bound", "best"), names());
    assertFalse(rank("bound").best());
    assertEquals(0.5, rank("bound").toBest().value(), 1e-12);
    assertTrue(rank("best").best());
  }

  @Test
  void nothingIsBestWhenNothingHasAMean() {
    values.put("one", new double[] {Double.NaN});
    assertFalse(rank("one").best());
  }

  private List<String> names() {
    return ranking().ranks().stream().map(Rank::element).toList();
  }

  private Rank<String> rank(String name) {
    return ranking().ranks().stream()
        .filter(rank -> rank.element().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Ranking<String> ranking() {
    return Ranking.of(values, name -> !name.equals("bound"));
  }
}
