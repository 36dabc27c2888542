package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

final class MeanTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "");
  private static final ComparedAllocator STILL = MadeUp.java("ours:still", "");

  private static final List<TraceResults> TRACES = List.of(trace("one", 100), trace("two", 50));

  /// What a heap moves that does not move is 0.
  private static TraceResults trace(String name, long moved) {
    return MadeUp.trace(
        name,
        MadeUp.cell(
            OURS, name, Map.of("mean_ratio", 1.1, "moved_bytes", moved, "allocated_bytes", 1000)),
        MadeUp.cell(
            STILL, name, Map.of("mean_ratio", 1.2, "moved_bytes", 0L, "allocated_bytes", 1000)));
  }

  private static Mean of(Metric metric, ComparedAllocator... allocators) {
    return Mean.of(metric, List.of(allocators), TRACES);
  }

  @Test
  void ratiosHaveGeometricMeans() {
    assertEquals(Mean.GEOMETRIC, of(Metrics.MEAN_RATIO, OURS, STILL));
  }

  @Test
  void bytesHaveArithmeticMeans() {
    assertEquals(Mean.ARITHMETIC, of(Metrics.MOVED_BYTES, OURS));
  }

  @Test
  void aRatioThatIsZeroSomewhereHasArithmeticMeans() {
    assertEquals(Mean.GEOMETRIC, of(Metrics.MOVED_SHARE, OURS));
    assertEquals(Mean.ARITHMETIC, of(Metrics.MOVED_SHARE, OURS, STILL));
  }

  @Test
  void aMeanOfRoundsIsTheMeanOverTraces() {
    List<Rounds> rounds = List.of(Rounds.exact(1), Rounds.exact(4));
    assertEquals(2, Mean.GEOMETRIC.of(rounds).estimate().value(), 1e-12);
    assertEquals(2.5, Mean.ARITHMETIC.of(rounds).estimate().value(), 1e-12);
    assertEquals(2, Mean.GEOMETRIC.overTraces(new double[] {1, 4}).value(), 1e-12);
    assertEquals(2.5, Mean.ARITHMETIC.overTraces(new double[] {1, 4}).value(), 1e-12);
  }
}
