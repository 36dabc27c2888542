package org.heaplab.report.statistics;

import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.manifest.ReplayedWorkload.ORDINARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class TraceGroupTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static TraceResults trace(String group, String name, double... nanos) {
    return MadeUp.ofGroup(group, name, MadeUp.cell(OURS, name, Map.of("peak_ratio", 1.0), nanos));
  }

  @Test
  void thoseOfProgramsThatEndComeFirst() {
    List<TraceResults> traces =
        List.of(trace(LONG_RUNNING, "a"), trace("given", "b"), trace(ORDINARY, "c"));
    assertEquals(
        List.of(ORDINARY, LONG_RUNNING, "given"),
        TraceGroup.of(traces).stream().map(TraceGroup::name).toList());
    assertEquals("1 ordinary and 1 long-running and 1 given trace", TraceGroup.words(traces));
    assertEquals("0 traces", TraceGroup.words(List.of()));
  }

  @Test
  void saysOnHowManyTracesAMetricWasMeasured() {
    var group = new TraceGroup(ORDINARY, List.of(trace(ORDINARY, "a", 7), trace(ORDINARY, "b")));
    assertEquals(1, group.measured(Metrics.NS_PER_OP).size());
    assertEquals(" (1 ordinary trace)", group.on(Metrics.NS_PER_OP));
    assertEquals("", group.on(Metrics.PEAK_RATIO));
    assertEquals("2 ordinary traces", group.words());
    assertEquals("1 trace", new TraceGroup("", group.traces().subList(0, 1)).words());
  }
}
