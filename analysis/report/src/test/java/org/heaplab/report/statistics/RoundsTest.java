package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.heaplab.report.MadeUp;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final long SEED = 11;
  private static final int PROCESSES = 10;

  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  @Test
  void whatIsOfOursAndReadsNoClockIsExact() {
    Cell cell = MadeUp.cell(OURS, "one", Map.of("peak_ratio", 1.25), 10, 11, 12);
    Estimate peak = Rounds.of(Metrics.PEAK_RATIO, cell).estimate();
    assertTrue(peak.isExact());
    assertEquals("1.250 exact", peak.written(Unit.RATIO));
    assertFalse(Rounds.of(Metrics.NS_PER_OP, cell).estimate().isExact());
  }

  @Test
  void aFootprintOfANativeAllocatorHasTheIntervalOfItsProcesses() {
    Cell cell = MadeUp.cell(THEIRS, "one", Map.of());
    MadeUp.inProcesses(cell, "peak_ratio", 1.2, 1.1, 1.4, 1.3, 1.5, 1.6);
    Estimate peak = Rounds.of(Metrics.PEAK_RATIO, cell).estimate();
    assertEquals("1.350 (1.100–1.600)", peak.written(Unit.RATIO));
  }

  @Test
  void aFootprintOfANativeAllocatorInOneProcessHasNoInterval() {
    Cell cell = MadeUp.cell(THEIRS, "one", Map.of("peak_ratio", 1.25));
    Estimate peak = Rounds.of(Metrics.PEAK_RATIO, cell).estimate();
    assertEquals("1.250 no interval", peak.written(Unit.RATIO));
  }

  @Test
  void roundsOfBothSidesArePaired() {
    Rounds ratio = Rounds.measured(11, 22, 33).over(Rounds.measured(10, 20, 30));
    assertEquals(1.1, ratio.estimate().low(), 1e-12);
    assertEquals(1.1, ratio.estimate().high(), 1e-12);
  }

  @Test
  void eachRoundIsHeldAgainstWhatIsExact() {
    Rounds ratio = Rounds.exact(3).over(Rounds.measured(1, 2, 3));
    assertEquals(1.5, ratio.estimate().value());
    assertEquals(1, ratio.estimate().low());
    assertEquals(3, ratio.estimate().high());
    assertTrue(Rounds.exact(3).over(Rounds.exact(2)).estimate().isExact());
  }

  @Test
  void whatWasMeasuredOnceGivesNoInterval() {
    Estimate ratio = Rounds.measured(1, 9, 2).over(Rounds.measured(2)).estimate();
    assertEquals(1, ratio.value());
    assertFalse(ratio.hasInterval());
    assertFalse(ratio.isExact());
  }

  @Test
  void theMeanOverTracesIsMadeRoundByRound() {
    Rounds mean =
        Rounds.geometricMean(
            List.of(Rounds.measured(1, 2, 3), Rounds.measured(4, 8, 12), Rounds.exact(8)));
    Estimate estimate = mean.estimate();
    assertEquals(Math.cbrt(2 * 8 * 8), estimate.value(), 1e-12);
    assertEquals(Math.cbrt(1 * 4 * 8), estimate.low(), 1e-12);
    assertEquals(Math.cbrt(3 * 12 * 8), estimate.high(), 1e-12);
  }

  @Test
  void aTraceThatIsMissingLeavesNoMean() {
    assertFalse(Rounds.geometricMean(List.of(Rounds.exact(1), Rounds.NONE)).exists());
    assertFalse(Rounds.geometricMean(List.of(Rounds.exact(1), Rounds.exact(0))).exists());
    assertFalse(Rounds.geometricMean(List.of()).exists());
    assertFalse(Rounds.NONE.estimate().exists());
  }

  @Test
  void aShiftIsFoundAndAnEqualPairIsATie() {
    var random = new Random(SEED);
    assertFalse(pair(random, 1.05).isTie());
    assertTrue(pair(random, 1).isTie());
  }

  @Test
  void lessThanHalfAPercentIsATieThoughTheIntervalIsNarrow() {
    assertTrue(Rounds.exact(1.0049).estimate().isTie());
    assertTrue(Rounds.measured(0.996, 0.997, 0.998).estimate().isTie());
    assertFalse(Rounds.exact(0.9949).estimate().isTie());
    assertFalse(Rounds.measured(1.004, 1.006, 1.005).estimate().isTie());
  }

  /// Two programs on a machine that is slow in some rounds, for both alike.
  @Test
  void theIntervalOfARatioOverTracesCoversTheTruthAsOftenAsItSays() {
    var random = new Random(SEED);
    double truth = 1.02;
    int covered = 0;
    int samples = 2000;
    for (int i = 0; i < samples; i++) {
      Estimate ratio =
          Rounds.geometricMean(Stream.generate(() -> ratio(random, truth)).limit(5).toList())
              .estimate();
      if (!ratio.isAbove(truth) && ratio.high() >= truth) covered++;
    }
    double claimed = Statistics.median(new double[PROCESSES]).confidence();
    assertTrue(claimed >= Statistics.CONFIDENCE);
    assertEquals(claimed, (double) covered / samples, 0.015, "seed " + SEED);
  }

  private static Estimate pair(Random random, double truth) {
    return ratio(random, truth).estimate();
  }

  private static Rounds ratio(Random random, double truth) {
    double[] machine = DoubleStream.generate(() -> noise(random, 0.2)).limit(PROCESSES).toArray();
    return timed(random, machine, 30 * truth).over(timed(random, machine, 30));
  }

  private static Rounds timed(Random random, double[] machine, double nanos) {
    return Rounds.measured(
        DoubleStream.of(machine).map(slow -> nanos * slow * noise(random, 0.01)).toArray());
  }

  private static double noise(Random random, double size) {
    return Math.exp(size * random.nextGaussian());
  }

  @Test
  void aRoundThatWasNotMeasuredIsNoRound() {
    assertEquals(2, Rounds.measured(1, Double.NaN, 3).values().length);
    assertEquals(Rounds.NONE, Rounds.measured(Double.NaN));
  }

  @Test
  void whatIsNotPositiveHasNoGeometricMean() {
    assertEquals(Rounds.NONE, Rounds.geometricMean(List.of(Rounds.measured(1, 0, 3))));
    assertEquals(
        Rounds.NONE, Rounds.geometricMean(List.of(Rounds.measured(1, -2), Rounds.measured(1, 2))));
  }
}
