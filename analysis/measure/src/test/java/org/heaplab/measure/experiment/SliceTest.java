package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.heaplab.measure.TestTraces;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.junit.jupiter.api.Test;

final class SliceTest {
  private static TraceSource source(String name, String group, int operations) {
    return new TraceSource(
        new ReplayedWorkload(name, group), true, () -> TestTraces.churn(1, operations));
  }

  private static final Slice SLICE =
      new Slice(
          List.of(
              source("long", ReplayedWorkload.ORDINARY, 3000),
              source("short", ReplayedWorkload.ORDINARY, 1000),
              source("runs", ReplayedWorkload.LONG_RUNNING, 2000)));

  @Test
  void theShortestRecordedOneIsReplayed() {
    ExperimentPlan plan = SLICE.of(ExperimentPlan.of("e", "", "").onRecordedTraces().build());
    List<TraceSource> others =
        List.of(source("long", "", 1), source("short", "", 1), source("runs", "", 1));
    assertEquals(
        List.of("short"), plan.workloads().apply(others).stream().map(TraceSource::name).toList());
  }

  @Test
  void ofWhatOnlyAnExperimentHasTheFirstIs() {
    ExperimentPlan plan =
        SLICE.of(ExperimentPlan.of("e", "", "").onMadeWorkloads("comb:live=7M", "comb").build());
    assertEquals(List.of("comb:live=7M"), plan.made());
  }
}
