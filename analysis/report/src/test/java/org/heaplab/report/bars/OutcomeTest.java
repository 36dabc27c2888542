package org.heaplab.report.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

/// Whether intervals meet their limits, without moving as well, and net of the harness.
class OutcomeTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator STILL = MadeUp.java("ours:still", "f");
  private static final ComparedAllocator FIT = MadeUp.java("fit", "g");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");
  private static final ComparedAllocator NOTHING = harness("nothing", ComparedAllocator.JAVA);
  private static final ComparedAllocator NOTHING_C = harness("nothing-c", ComparedAllocator.NATIVE);

  private static final Bar TIME = Bar.ofMean("time", Metrics.NS_PER_OP, 2.0, 1.5).against("theirs");
  private static final Bar PEAK =
      Bar.ofWorst("peak", Metrics.PEAK_RATIO, 1.0, 0.9).against(RivalGroup.NATIVE);

  private static ComparedAllocator harness(String name, String kind) {
    return new ComparedAllocator(name, "", kind, ComparedAllocator.Role.HARNESS);
  }

  private static MeasuredBar of(Bar bar, Metric metric, TraceResults... traces) {
    return MeasuredBar.of(results(bar, traces), bar, metric, "ours");
  }

  private static ExperimentResults results(Bar bar, TraceResults... traces) {
    return MadeUp.results(
        MadeUp.about(
            "e",
            "ours",
            List.of(MadeUp.natives("theirs"), MadeUp.unmoving("ours:still", "fit")),
            bar),
        List.of(OURS, STILL, FIT, THEIRS, NOTHING, NOTHING_C),
        traces);
  }

  private static TraceResults timed(double... ratios) {
    double[] theirs = new double[ratios.length];
    Arrays.fill(theirs, 10);
    double[] ours = Arrays.stream(ratios).map(ratio -> 10 * ratio).toArray();
    return MadeUp.trace(
        "one",
        MadeUp.cell(OURS, "one", Map.of(), ours),
        MadeUp.cell(THEIRS, "one", Map.of(), theirs),
        MadeUp.cell(NOTHING, "one", Map.of(), 5, 5, 5, 5, 5, 5),
        MadeUp.cell(NOTHING_C, "one", Map.of(), 2, 2, 2, 2, 2, 2));
  }

  @Test
  void anIntervalThatContainsTheLimitCannotTell() {
    MeasuredBar bar = of(TIME, Metrics.NS_PER_OP, timed(1.9, 1.95, 1.97, 1.98, 1.99, 2.1));
    assertEquals(Outcome.CANNOT_TELL, bar.outcome());
    assertEquals("× 1.975 (1.900–2.100), 1 trace", bar.measured());
  }

  @Test
  void anIntervalOnOneSideTells() {
    assertEquals(
        Outcome.MISSED,
        of(TIME, Metrics.NS_PER_OP, timed(2.01, 2.1, 2.2, 2.3, 2.4, 2.5)).outcome());
    assertEquals(
        Outcome.BAR_MET, of(TIME, Metrics.NS_PER_OP, timed(1.4, 1.6, 1.7, 1.8, 1.9, 2)).outcome());
    assertEquals(
        Outcome.AIM_MET,
        of(TIME, Metrics.NS_PER_OP, timed(1.1, 1.2, 1.3, 1.4, 1.45, 1.5)).outcome());
  }

  @Test
  void theHarnessIsTakenOffBothSidesInItsOwnLanguage() {
    MeasuredBar net = of(TIME.withoutHarness(), Metrics.NS_PER_OP, timed(2, 2, 2, 2, 2, 2));
    assertEquals((20.0 - 5) / (10 - 2), net.value(), 1e-12);
  }

  private static TraceResults peaks(
      String group, String name, double ours, double still, double fit, double... theirs) {
    return MadeUp.ofGroup(
        group,
        name,
        MadeUp.cell(OURS, name, Map.of("peak_ratio", ours)),
        MadeUp.cell(STILL, name, Map.of("peak_ratio", still)),
        MadeUp.cell(FIT, name, Map.of("peak_ratio", fit)),
        MadeUp.inProcesses(MadeUp.cell(THEIRS, name, Map.of()), "peak_ratio", theirs));
  }

  @Test
  void ofTheWorstOneTraceThatIsAboveForCertainIsAMiss() {
    TraceResults open = peaks("", "open", 1.1, 2, 2, 1.0, 1.2, 1.1, 1.1, 1.1, 1.1);
    TraceResults met = peaks("", "met", 1.1, 2, 2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2);
    TraceResults missed = peaks("", "missed", 1.3, 2, 2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2);
    MeasuredBar undecided = of(PEAK, Metrics.PEAK_RATIO, open, met);
    assertEquals(Outcome.CANNOT_TELL, undecided.outcome());
    assertEquals(
        "× 1.000 (0.917–1.100) on open, the worst; 1 of 2 traces meet the bar, 1 cannot be told",
        undecided.measured());
    assertEquals(Outcome.MISSED, of(PEAK, Metrics.PEAK_RATIO, open, met, missed).outcome());
    assertEquals(Outcome.BAR_MET, of(PEAK, Metrics.PEAK_RATIO, met).outcome());
  }

  @Test
  void theBestHeapThatMovesNothingIsNamed() {
    TraceResults one = peaks("", "one", 1.1, 1.15, 1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2);
    MeasuredBar still =
        MeasuredBar.withoutMoving(results(PEAK, one), PEAK, Metrics.PEAK_RATIO).orElseThrow();
    assertEquals("ours:still", still.allocator());
    assertTrue(still.outcome().isMet());
  }

  @Test
  void whatMovingCostsDoesNotApplyToWhatDoesNotMove() {
    TraceResults one = peaks("", "one", 1.1, 1.15, 1.3, 1.2);
    for (Metric metric : List.of(Metrics.MAX_PAUSE_NS, Metrics.LOCK_NS, Metrics.MOVED_SHARE)) {
      Bar bar = Bar.ofWorst("costs", metric, 1.0, null);
      Optional<MeasuredBar> still = MeasuredBar.withoutMoving(results(bar, one), bar, metric);
      assertFalse(still.isPresent(), metric.name());
    }
  }

  @Test
  void aBarOnAGroupCountsItsTracesOnly() {
    TraceResults ends = peaks(ReplayedWorkload.ORDINARY, "ends", 9, 9, 9, 1);
    TraceResults runs = peaks(ReplayedWorkload.LONG_RUNNING, "runs", 1.25, 2, 2, 1);
    Bar bar = Bar.ofMean("peak", Metrics.PEAK_RATIO, 2.0, null).on(ReplayedWorkload.LONG_RUNNING);
    assertEquals("1.250 exact, 1 trace", of(bar, Metrics.PEAK_RATIO, ends, runs).measured());
  }

  @Test
  void onlyABarOrAnAimThatIsReachedIsMet() {
    assertTrue(Outcome.AIM_MET.isMet() && Outcome.BAR_MET.isMet());
    for (Outcome other :
        List.of(Outcome.MISSED, Outcome.AIM_MISSED, Outcome.CANNOT_TELL, Outcome.NOT_MEASURED)) {
      assertFalse(other.isMet(), other.text());
    }
  }
}
