package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.heaplab.measure.profile.ProfileMeasurement;
import org.heaplab.measure.question.Experiments;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.junit.jupiter.api.Test;

class FittedSourceTest {
  @Test
  void aSourceHasAFittedOneBesideIt() {
    TraceSource source = TraceSource.synthetic("comb:live=64K,steps=3", 1);
    TraceSource fitted = source.fitted();
    assertEquals("comb:live=64K,steps=3-fitted", fitted.name());
    assertFalse(fitted.real());
    try (Trace trace = source.trace().get();
        Trace made = fitted.trace().get()) {
      assertEquals(TraceStatistics.of(trace).mallocs(), TraceStatistics.of(made).mallocs());
    }
  }

  @Test
  void anExperimentOfFittedWorkloadsReplaysBoth() {
    ExperimentPlan plan = Experiments.find(List.of("resemblance")).getFirst();
    var recorded = TraceSource.synthetic("comb", 1);
    var real = new TraceSource(recorded.workload(), true, recorded.trace());
    assertEquals(
        List.of("comb", "comb-fitted"),
        plan.workloads().apply(List.of(real)).stream().map(TraceSource::name).toList());
  }

  @Test
  void theProfileOfATraceEndsWithAllOfIt() {
    try (Trace trace = TraceSource.synthetic("comb:live=64K,steps=3", 1).trace().get()) {
      List<Row> rows =
          new ProfileMeasurement()
              .measure(new Key("e", "comb", ""), trace).stream()
                  .filter(row -> row.table().equals(WorkloadTables.PROFILE))
                  .toList();
      for (String what : List.of(WorkloadTables.SIZE, WorkloadTables.LIFETIME)) {
        Row last = rows.stream().filter(row -> row.text("what").equals(what)).toList().getLast();
        assertEquals(1, last.number("value"), 1e-12);
      }
      long points = rows.stream().filter(row -> row.text("what").equals("live")).count();
      assertEquals(201, points);
    }
  }
}
