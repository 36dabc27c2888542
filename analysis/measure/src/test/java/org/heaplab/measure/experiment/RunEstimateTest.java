package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Progress;
import org.heaplab.measure.TestChild;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.Shard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunEstimateTest {
  private static final int LONGEST = 3_000;

  /// What a run says, in order.
  private static final class Said implements Progress {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void at(String what, long done, long total, Duration left) {
      lines.add(what);
    }

    @Override
    public void note(String line) {
      lines.add(line);
    }
  }

  @TempDir Path folder;

  private String first(boolean resume) throws IOException {
    var workload = new ReplayedWorkload("first", ReplayedWorkload.ORDINARY);
    var tooLong = new ReplayedWorkload("second", ReplayedWorkload.ORDINARY);
    var options =
        new Runner.Options(
            folder,
            new Suite("test", Duration.ofMinutes(10), LONGEST, ReplayOptions.DEFAULT.withRounds(1)),
            List.of(ExperimentPlan.of("e", "", "").without(Measurements.LATENCY).build()),
            List.of(
                new TraceSource(workload, true, () -> TestTraces.churn(1, 1_000)),
                new TraceSource(tooLong, true, () -> TestTraces.churn(1, LONGEST + 1))),
            List.of("bump"),
            Shard.WHOLE,
            1,
            Measurements.all(allocator -> List.of()),
            resume,
            List.of("run"),
            "test",
            "");
    var said = new Said();
    var bump = new MeasuredAllocators(List.of(TestChild.subject("bump")), List.of());
    Runner.run(options, bump, said);
    return said.lines.getFirst();
  }

  @Test
  void whatIsLeftToDoIsToldBeforeItIsDone() throws IOException {
    String before = first(false);
    assertTrue(before.matches("allocators on traces: 1; about [1-9] s, an estimate"), before);
    String after = first(true);
    assertTrue(after.contains("about 1 s"), after);
  }
}
