package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.Progress;
import org.heaplab.measure.Steps;
import org.heaplab.measure.measurement.LockTimer;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.AllocatorMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocatorJobTest {
  private static final ExperimentPlan TIMING =
      ExperimentPlan.of("locks", "What does a lock cost?", "locks")
          .measuring(Measurements.LOCKS, "handle")
          .build();
  private static final ReplayOptions TWO_ROUNDS = ReplayOptions.DEFAULT.withRounds(2);
  private static final List<LockTimer.Times> MEASURED =
      List.of(new LockTimer.Times(8, 1, 2.5), new LockTimer.Times(4000, 5, 9));

  @TempDir Path folder;

  private final List<String> asked = new ArrayList<>();

  private AllocatorJob job(ExperimentPlan plan, LockTimer timer) throws IOException {
    AllocatorMeasurement locks =
        Measurements.all(timer).stream()
            .filter(AllocatorMeasurement.class::isInstance)
            .map(AllocatorMeasurement.class::cast)
            .findFirst()
            .orElseThrow();
    return new AllocatorJob(
        plan, locks, List.of("handle", "jeff"), TWO_ROUNDS, RunFiles.open(folder));
  }

  private List<String> time(LockTimer timer) throws IOException {
    AllocatorJob job = job(TIMING, timer);
    assertEquals(2, job.rounds());
    return job.run(new Steps(Progress.NONE, 2, 2));
  }

  private List<LockTimer.Times> measured(String allocator) {
    asked.add(allocator);
    return MEASURED;
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("lock.csv"));
  }

  @Test
  void everyRoundHasALineForEachSetOfBlocks() throws IOException {
    assertEquals(List.of(), time(this::measured));
    assertEquals(
        List.of(
            "experiment,allocator,blocks,round,plain_ns,locked_ns",
            "locks,handle,8,0,1.0,2.5",
            "locks,handle,4000,0,5.0,9.0",
            "locks,handle,8,1,1.0,2.5",
            "locks,handle,4000,1,5.0,9.0"),
        lines());
  }

  @Test
  void roundsThatAreInTheFilesAreNotRepeated() throws IOException {
    time(this::measured);
    List<String> before = lines();
    Files.write(folder.resolve("lock.csv"), before.subList(0, 3));
    List<String> journal = Files.readAllLines(folder.resolve("done.csv"));
    Files.write(folder.resolve("done.csv"), journal.subList(0, 2));
    time(this::measured);
    assertEquals(before, lines());
    assertEquals(List.of("handle", "handle", "handle"), asked);
  }

  @Test
  void whyLocksCannotBeTimedIsSaidOnceAndStopsNothing() throws IOException {
    List<String> leftOut =
        time(
            allocator -> {
              asked.add(allocator);
              throw new IOException("another JMH is running");
            });
    assertEquals(List.of("locks, handle: locks not measured, another JMH is running"), leftOut);
    assertEquals(List.of("handle"), asked);
    assertEquals(1, lines().size());
  }

  @Test
  void anExperimentThatTimesNoLocksAsksForNone() throws IOException {
    ExperimentPlan other = ExperimentPlan.of("others", "", "").build();
    AllocatorJob job = job(other, this::measured);
    assertEquals(0, job.rounds());
    assertEquals(List.of(), job.run(new Steps(Progress.NONE, 0, 0)));
    assertEquals(List.of(), asked);
  }
}
