package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class VariantsTest {
  private static final ComparedAllocator SUBJECT = MadeUp.java("ours", "f");
  private static final ComparedAllocator VARIANT = MadeUp.java("ours:entry=8", "f");
  private static final ComparedAllocator OTHER = MadeUp.java("other", "f");

  private static TraceResults trace(String name, double peak, double variant, long moved) {
    return MadeUp.trace(
        name,
        MadeUp.cell(SUBJECT, name, Map.of("peak_ratio", peak, "moved_bytes", moved)),
        MadeUp.cell(VARIANT, name, Map.of("peak_ratio", variant, "moved_bytes", 30)),
        MadeUp.cell(OTHER, name, Map.of("peak_ratio", 9.0, "moved_bytes", 0)));
  }

  private static ExperimentResults results(ComparedAllocator... allocators) {
    return MadeUp.results(
        MadeUp.about("e", "ours", List.of()),
        List.of(allocators),
        trace("one", 1, 1.2, 0),
        trace("two", 2, 1.6, 10));
  }

  private static Variants variants() {
    return Variants.of(results(SUBJECT, VARIANT, OTHER)).orElseThrow();
  }

  @Test
  void areOfTheSameNameWithOtherOptions() {
    assertEquals(List.of(VARIANT), variants().others());
    assertEquals("entry=8", Variants.options(VARIANT));
    assertEquals("", Variants.options(SUBJECT));
    assertTrue(Variants.of(results(SUBJECT, OTHER)).isEmpty());
  }

  @Test
  void changeAMetricByARatioOnEachTrace() {
    double[] changes = variants().changes(VARIANT, Metrics.PEAK_RATIO);
    assertFalse(variants().isDifference(Metrics.PEAK_RATIO));
    assertArrayEquals(new double[] {1.2, 0.8}, changes, 1e-9);
    double mean = variants().mean(Metrics.PEAK_RATIO).overTraces(changes).value();
    assertEquals(Math.sqrt(1.2 * 0.8), mean, 1e-9);
  }

  @Test
  void changeAMetricThatIsSomewhereZeroByADifference() {
    double[] changes = variants().changes(VARIANT, Metrics.MOVED_BYTES);
    assertTrue(variants().isDifference(Metrics.MOVED_BYTES));
    assertArrayEquals(new double[] {30, 20}, changes, 1e-9);
    assertEquals(25, variants().mean(Metrics.MOVED_BYTES).overTraces(changes).value(), 1e-9);
  }
}
