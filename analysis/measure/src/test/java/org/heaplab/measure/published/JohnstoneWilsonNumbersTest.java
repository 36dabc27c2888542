package org.heaplab.measure.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.measure.question.Experiments;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.Published.Line;
import org.junit.jupiter.api.Test;

/// The numbers are whole, their means are those that the paper prints, and each policy that we have
/// is measured.
class JohnstoneWilsonNumbersTest {
  private static final List<Published> ALL = JohnstoneWilsonNumbers.all();

  private static double mean(Published published, String label) {
    Line line =
        published.lines().stream().filter(one -> one.label().equals(label)).findFirst().get();
    return line.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void thereAreSixteenPoliciesOnEightProgramsByTwoMeasures() {
    assertEquals(List.of("jw4", "jw3"), ALL.stream().map(Published::metric).toList());
    for (Published published : ALL) {
      assertEquals(16, published.lines().size());
      assertEquals(8, published.programs().size());
      for (Line line : published.lines()) assertEquals(8, line.values().size(), line.label());
    }
  }

  @Test
  void meansAreThosePrinted() {
    assertEquals(0.0228, mean(ALL.getFirst(), "best fit AO"), 0.0001);
    assertEquals(0.534, mean(ALL.getFirst(), "binary buddy"), 0.001);
    assertEquals(0.0663, mean(ALL.getLast(), "first fit AO"), 0.0001);
    assertEquals(18.18, mean(ALL.getLast(), "simple segregated 2^N"), 0.005);
  }

  @Test
  void everyPolicyIsMeasured() {
    List<String> measured =
        Experiments.find(List.of("classics")).getFirst().allocators().apply(List.of());
    for (Published published : ALL) {
      for (Line line : published.lines())
        assertTrue(measured.contains(line.allocator()), line::label);
    }
  }
}
