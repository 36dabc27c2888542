package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.Progress;
import org.heaplab.measure.Steps;
import org.heaplab.measure.TestChild;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.RunFiles;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimedJobTest {
  private static final int ROUNDS = 4;
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private static final Suite SUITE =
      new Suite(
          "test",
          Duration.ofMinutes(10),
          Long.MAX_VALUE,
          ReplayOptions.DEFAULT.withRounds(ROUNDS).withWarmup(Duration.ZERO));

  @TempDir Path folder;

  private RunFiles files;
  private TimedJob timed;

  private static List<ReplayMeasurement> replays(boolean timed) {
    return Measurements.all(allocator -> List.of()).stream()
        .filter(ReplayMeasurement.class::isInstance)
        .map(ReplayMeasurement.class::cast)
        .filter(one -> one.isTimed() == timed)
        .toList();
  }

  /// With all that is measured before any time.
  private void open() throws IOException {
    files = RunFiles.open(folder);
    var job =
        new Job(
            ExperimentPlan.of("e", "", "").without(Measurements.LATENCY).build(),
            new TraceSource(
                new ReplayedWorkload("first", ReplayedWorkload.ORDINARY),
                true,
                () -> TestTraces.churn(1, 1_000)),
            List.of(TestChild.subject("bump")),
            SUITE,
            files,
            new HashMap<>());
    job.measure(List.of(), replays(false), steps());
    timed = new TimedJob(job, replays(true));
  }

  private static Steps steps() {
    return new Steps(Progress.NONE, 1, 1);
  }

  private long rounds() {
    return files.done(Tables.TIME.measurement(), files.cells().getFirst().key());
  }

  @Test
  void traceIsNotTriedWhoseRoundsWouldNotFitEvenAtTheTimesOfShorterOne() throws IOException {
    open();
    Map<String, Long> shorter = new HashMap<>(Map.of("bump", HOUR));
    List<String> leftOut = timed.run(2 * HOUR, 2 * HOUR, shorter, steps());
    assertEquals(
        List.of("e, first: not timed, 3 rounds on 1 allocators take more than the suite's time"),
        leftOut);
    assertEquals(0, rounds());
    assertEquals(Map.of("bump", HOUR), shorter);
  }

  @Test
  void timesOfTraceAreHandedToLongerOnes() throws IOException {
    open();
    Map<String, Long> shorter = new HashMap<>(Map.of("bump", HOUR));
    assertEquals(List.of(), timed.run(4 * HOUR, 4 * HOUR, shorter, steps()));
    assertEquals(ROUNDS, rounds());
    assertTrue(shorter.get("bump") < HOUR, "a process took " + shorter);
  }
}
