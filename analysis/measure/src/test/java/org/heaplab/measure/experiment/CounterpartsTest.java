package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.question.Experiments;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.junit.jupiter.api.Test;

class CounterpartsTest {
  private static final Path TRACES = Path.of("../../workloads/traces");

  @Test
  void aMadeWorkloadAndItsCounterpartAreInTheExperiment() throws Exception {
    List<TraceSource> bundled =
        Stream.of(
                TraceSource.recorded(TRACES, ReplayedWorkload.ORDINARY),
                TraceSource.recorded(TRACES.resolve("long-running"), ReplayedWorkload.LONG_RUNNING))
            .flatMap(List::stream)
            .toList();
    for (ExperimentPlan plan : Experiments.all()) {
      List<Counterpart> counterparts = plan.experiment().counterparts();
      List<String> made =
          plan.made().stream().map(one -> TraceSource.synthetic(one, 1).name()).toList();
      List<String> real =
          Stream.concat(
                  plan.workloads().apply(bundled).stream().map(TraceSource::name),
                  plan.experiment().logged().stream().map(LoggedSession::name))
              .toList();
      for (Counterpart one : counterparts) {
        assertTrue(made.contains(one.workload()), one.workload());
        assertTrue(real.contains(one.session()), one.session());
      }
    }
    assertEquals(
        List.of("netsurf", "netsurf-tabs"),
        Experiments.find(List.of("browsers")).getFirst().workloads().apply(bundled).stream()
            .map(TraceSource::name)
            .toList());
  }
}
