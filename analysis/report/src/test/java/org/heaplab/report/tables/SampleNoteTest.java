package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

final class SampleNoteTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  private static Cell cell(ComparedAllocator allocator, String trace, double... nanos) {
    return MadeUp.cell(allocator, trace, Map.of("peak_ratio", 1.1), nanos);
  }

  @Test
  void tracesProcessesAndSeedAreCounted() {
    TraceResults first =
        MadeUp.ofGroup(
            ReplayedWorkload.ORDINARY,
            "cc1",
            cell(OURS, "cc1", 40, 41, 42),
            MadeUp.inProcesses(
                cell(THEIRS, "cc1", 20, 21), "peak_ratio", 1.3, 1.4, 1.3, 1.3, 1.3, 1.3));
    TraceResults second =
        MadeUp.ofGroup(ReplayedWorkload.LONG_RUNNING, "redis", cell(OURS, "redis"));
    assertEquals(
        "Measured on 1 ordinary and 1 long-running trace, 1 of them timed; each time in 2 to 3 processes;"
            + " each native footprint in 6 processes; seed 7. An interval is that of the median"
            + " over processes, at 95 %; of fewer than six, it is their range.",
        SampleNote.of(List.of(first, second), 7));
  }

  @Test
  void whatIsTheSameInEveryProcessHasNoInterval() {
    TraceResults trace = MadeUp.trace("one", cell(OURS, "one"));
    assertEquals(
        "Measured on 1 trace; seed 1. There is no interval.", SampleNote.of(List.of(trace), 1));
  }
}
