package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "handle");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  private static ExperimentResults run(double peakRatio, double factor, double... nanos) {
    double[] slower = Arrays.stream(nanos).map(value -> value * factor).toArray();
    return MadeUp.results(
        Experiment.plain("e", "", ""),
        List.of(OURS, THEIRS),
        MadeUp.trace(
            "one",
            MadeUp.cell(OURS, "one", Map.of("peak_ratio", peakRatio), slower),
            MadeUp.cell(
                THEIRS, "one", Map.of(), Arrays.stream(slower).map(value -> value / 2).toArray())));
  }

  @Test
  void anIntervalHoldsTheMedianOfTheOtherRunOrNot() {
    ExperimentResults one = run(1.1, 1, 10, 11, 12, 13, 14, 15);
    Agreement same = Agreement.of(one, run(1.1, 1.1, 10, 11, 12, 13, 14, 15), Metrics.NS_PER_OP);
    assertEquals(new Agreement("time per operation", 2, 2, 2, 0, 0), same);
    Agreement other = Agreement.of(one, run(1.1, 1.3, 10, 11, 12, 13, 14, 15), Metrics.NS_PER_OP);
    assertEquals(new Agreement("time per operation", 2, 0, 2, 0, 0), other);
    Agreement far = Agreement.of(one, run(1.1, 2, 10, 11, 12, 13, 14, 15), Metrics.NS_PER_OP);
    assertEquals(new Agreement("time per operation", 2, 0, 0, 0, 0), far);
  }

  @Test
  void aSlowerMachineDoesNotMatterOverAnotherAllocator() {
    ExperimentResults one = run(1.1, 1, 10, 11, 12, 13, 14, 15);
    Agreement over =
        Agreement.of(one, run(1.1, 2, 10, 11, 12, 13, 14, 15), Metrics.NS_PER_OP, "theirs");
    assertEquals(1, over.cells());
    assertEquals(1, over.held());
  }

  @Test
  void whatIsExactIsEqualOrNot() {
    ExperimentResults one = run(1.1, 1, 10);
    assertEquals(1, Agreement.of(one, run(1.1, 1, 10), Metrics.PEAK_RATIO).equal());
    Agreement changed = Agreement.of(one, run(1.11, 1, 10), Metrics.PEAK_RATIO);
    assertEquals(1, changed.exact());
    assertEquals(0, changed.equal());
  }

  /// What the table promises.
  @Test
  void tenProcessesHoldTheOtherMedianInAboutNinetyTwoOfAHundredCells() {
    var random = new Random(11);
    int cells = 4000;
    int held = 0;
    for (int cell = 0; cell < cells; cell++) {
      double[] one = random.doubles(10).toArray();
      double[] other = random.doubles(10).toArray();
      Estimate interval = Statistics.median(one);
      double median = Statistics.median(other).value();
      if (interval.low() <= median && median <= interval.high()) held++;
    }
    assertEquals(0.92, (double) held / cells, 0.02);
  }

  @Test
  void anAllocatorIsNotComparedWithItself() {
    ExperimentResults one = run(1.1, 1, 10, 11, 12, 13, 14, 15);
    double[] twice = {20, 22, 24, 26, 28, 30};
    ExperimentResults other =
        MadeUp.results(
            Experiment.plain("e", "", ""),
            List.of(OURS, THEIRS),
            MadeUp.trace("another", MadeUp.cell(OURS, "another", Map.of(), 1)),
            MadeUp.trace(
                "one",
                MadeUp.cell(OURS, "one", Map.of(), twice),
                MadeUp.cell(THEIRS, "one", Map.of(), twice)));
    Agreement over = Agreement.of(one, other, Metrics.NS_PER_OP, "theirs");
    assertEquals(1, over.cells());
    assertEquals(0, over.held());
  }

  @Test
  void anIntervalHoldsItsEnds() {
    ExperimentResults one = run(1.1, 1, 10, 10, 10, 15, 15, 15);
    ExperimentResults low = run(1.1, 1, 10, 10, 10, 10, 10, 10);
    ExperimentResults high = run(1.1, 1, 15, 15, 15, 15, 15, 15);
    assertEquals(2, Agreement.of(one, low, Metrics.NS_PER_OP).held());
    assertEquals(2, Agreement.of(one, high, Metrics.NS_PER_OP).held());
    assertEquals(2, Agreement.of(one, high, Metrics.NS_PER_OP).overlapping());
  }
}
