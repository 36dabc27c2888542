package org.heaplab.measure.experiment;

import java.time.Duration;
import java.util.List;
import org.heaplab.measure.SideBySide;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.results.table.Tables;

/// How long a run may take that has not begun: what is left to measure, from the operations of its
/// traces and what measurements took on one machine. It is an estimate, for machines differ.
///
/// @param cells how many allocators are to be measured on how many traces
/// @param time until the run ends
record RunEstimate(long cells, Duration time) {
  /// A replay that measures space, for each operation; measurements are weighed against it.
  private static final double SECONDS_PER_OPERATION = 0.6e-6;

  /// To start a process.
  private static final double SECONDS_PER_PROCESS = 0.5;

  /// To start a process and warm it up.
  private static final double SECONDS_PER_TIMED_PROCESS = 1.2;

  /// What a clock is read in, and what needs no trace: one unit of weight.
  private static final double SECONDS_PER_ROUND = 1;

  /// @param untimed what is measured before any time
  static RunEstimate of(
      List<Job> jobs,
      List<AllocatorJob> ofAllocators,
      List<TimedJob> timed,
      List<ReplayMeasurement> untimed,
      Suite suite) {
    long cells = 0;
    double seconds = 0;
    for (Job job : jobs) {
      long operations = job.operations();
      if (operations == 0) continue;
      cells += job.allocators().size();
      for (ReplayMeasurement one : untimed) seconds += seconds(job, one, operations);
    }
    seconds /= SideBySide.WORKERS;
    for (AllocatorJob job : ofAllocators) {
      seconds += job.rounds() * job.weight() * SECONDS_PER_ROUND;
    }
    double times = 0;
    for (TimedJob job : timed) times += seconds(job);
    double budget = suite.budget().toSeconds();
    double most = Math.max(budget - seconds, budget / Runner.TIME_SHARE);
    return new RunEstimate(cells, Duration.ofSeconds((long) (seconds + Math.min(times, most))));
  }

  private static double seconds(Job job, ReplayMeasurement measurement, long operations) {
    double once = SECONDS_PER_PROCESS + measurement.weight() * operations * SECONDS_PER_OPERATION;
    boolean isSpace = measurement.name().equals(Tables.SPACE.measurement());
    int processes = 0;
    for (MeasuredAllocator one : job.wanted(measurement)) {
      if (job.roundsLeft(measurement, one) == 0) continue;
      boolean isRepeated = isSpace && one.described().isNative();
      processes += isRepeated ? job.options().spaceProcesses() : 1;
    }
    return processes * once;
  }

  private static double seconds(TimedJob job) {
    long operations = job.operations();
    return operations == 0
        ? 0
        : job.roundsLeft() * SECONDS_PER_TIMED_PROCESS
            + job.weightLeft() * operations * SECONDS_PER_OPERATION;
  }

  /// In one line.
  String text() {
    return "allocators on traces: %,d; about %s, an estimate".formatted(cells, words());
  }

  private String words() {
    long minutes = Math.round(time.toSeconds() / 60.0);
    if (minutes < 2) return "%d s".formatted(Math.max(1, time.toSeconds()));
    return minutes < 120 ? minutes + " minutes" : Math.round(minutes / 60.0) + " hours";
  }
}
