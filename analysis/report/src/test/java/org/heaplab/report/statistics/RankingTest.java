package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.statistics.Ranking.Rank;
import org.junit.jupiter.api.Test;

class RankingTest {
  private final Map<String, List<Rounds>> values = new LinkedHashMap<>();

  @Test
  void ordersByGeometricMean() {
    values.put("second", exact(2, 2));
    values.put("first", exact(1, 1));
    assertEquals(List.of("first", "second"), names());
  }

  @Test
  void whatIsSteadilyWorseIsNotTied() {
    values.put("best", exact(1.0, 2.0, 9.0));
    values.put("worse", exact(1.1, 2.21, 9.91));
    assertTrue(rank("best").best());
    assertFalse(rank("worse").best());
  }

  @Test
  void whatIsNowBetterNowWorseFromRoundToRoundIsTied() {
    values.put("best", List.of(Rounds.measured(10, 11, 12, 10, 11, 12)));
    values.put("other", List.of(Rounds.measured(11, 10, 13, 11, 10, 13)));
    assertTrue(rank("other").best());
    assertTrue(rank("other").toBest().hasInterval());
  }

  @Test
  void roundsArePaired() {
    values.put("best", List.of(Rounds.measured(10, 20, 30, 40, 50, 60)));
    values.put("other", List.of(Rounds.measured(11, 22, 33, 44, 55, 66)));
    assertFalse(rank("other").best());
    assertEquals(1.1, rank("other").toBest().low(), 1e-9);
  }

  @Test
  void lessThanHalfAPercentIsATie() {
    values.put("best", exact(1.0, 2.0));
    values.put("close", exact(1.004, 2.008));
    values.put("away", exact(1.006, 2.012));
    assertTrue(rank("close").best());
    assertFalse(rank("away").best());
  }

  @Test
  void equalsAreTied() {
    values.put("one", exact(1.5));
    values.put("other", exact(1.5));
    assertTrue(rank("one").best());
    assertTrue(rank("other").best());
  }

  @Test
  void whatLacksATraceComesLastWithoutAMean() {
    values.put("half", exact(0.5, Double.NaN));
    values.put("whole", exact(1, 1));
    assertEquals(List.of("whole", "half"), names());
    assertFalse(rank("half").mean().exists());
    assertEquals(1, rank("half").traces());
    assertTrue(rank("whole").best());
  }

  @Test
  void whatDoesNotCompeteIsNeverBest() {
    values.put("bound", exact(0.5, 0.5));
    values.put("best", exact(1, 1));
    assertEquals(List.of("bound", "best"), names());
    assertFalse(rank("bound").best());
    assertEquals(0.5, rank("bound").toBest().value(), 1e-12);
    assertTrue(rank("best").best());
  }

  @Test
  void nothingIsBestWhenNothingHasAMean() {
    values.put("one", exact(Double.NaN));
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

  /// On one trace each.
  private static List<Rounds> exact(double... traces) {
    return Arrays.stream(traces).mapToObj(Rounds::exact).toList();
  }
}
