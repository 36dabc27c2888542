package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.junit.jupiter.api.Test;

final class ReproductionTest {
  private static final Claim LESS =
      Claim.below(1, "less", "It holds less.", "over/e/mean_ratio/ours/native/all");
  private static final Claim SMALL =
      Claim.below(2, "small", "It needs a small heap.", "mean/e/min_heap_ratio/ours/all");

  private static final List<TraceSource> SOURCES =
      Stream.of("first", "second").map(ReproductionTest::source).toList();

  private static TraceSource source(String name) {
    var workload = new ReplayedWorkload(name, ReplayedWorkload.ORDINARY);
    return new TraceSource(workload, true, () -> TestTraces.churn(1, 10));
  }

  private static ExperimentPlan plan(Claim... claims) {
    return ExperimentPlan.of("e", "", "")
        .with(names -> List.of("ours", "other", "one", "two"))
        .without(Measurements.LATENCY)
        .measuring(Measurements.SMALLEST_HEAP, "ours", "other")
        .against(new RivalGroup(RivalGroup.NATIVE, List.of("one", "two")))
        .claiming(claims)
        .build();
  }

  @Test
  void onlyWhatTheClaimsNameIsMeasuredWhereItWasMeasuredBefore() {
    ExperimentPlan again =
        Reproduction.of(plan(LESS, SMALL), Set.of("second"), Set.of()).orElseThrow();
    assertEquals(List.of("ours", "one", "two"), again.allocators().apply(List.of()));
    assertEquals(
        List.of("second"),
        again.workloads().apply(SOURCES).stream().map(TraceSource::name).toList());
    assertEquals(Map.of(Measurements.SMALLEST_HEAP, List.of("ours")), again.extra());
    assertTrue(again.without().contains(Measurements.TIME), again.without().toString());
  }

  @Test
  void timeIsMeasuredForAClaimAboutIt() {
    Claim slow = Claim.above(1, "slow", "It is slow.", "over/e/ns_per_op/ours/one/all");
    ExperimentPlan again = Reproduction.of(plan(slow), Set.of("first"), Set.of()).orElseThrow();
    assertFalse(again.without().contains(Measurements.TIME));
    assertTrue(again.without().contains(Measurements.PAUSES));
    assertEquals(List.of("ours", "one"), again.allocators().apply(List.of()));
  }

  @Test
  void aClaimWhoseMeasurementIsOmittedIsLeftOut() {
    Set<String> omitted = Set.of(Measurements.SMALLEST_HEAP);
    ExperimentPlan again =
        Reproduction.of(plan(LESS, SMALL), Set.of("first"), omitted).orElseThrow();
    assertEquals(Map.of(), again.extra());
    assertTrue(Reproduction.of(plan(SMALL), Set.of("first"), omitted).isEmpty());
  }
}
