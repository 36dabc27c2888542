package org.heaplab.measure.experiment;

import org.heaplab.measure.Steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The locks of an experiment that times them: those of its rounds that are not in the files yet.
public final class LockJob {
  private final ExperimentPlan experiment;
  private final int rounds;
  private final LockTimer timer;
  private final ResultFiles files;

  /// @param suite whose rounds it has, unless the experiment wants others
  public LockJob(ExperimentPlan experiment, Suite suite, LockTimer timer, ResultFiles files) {
    this.experiment = experiment;
    this.rounds = experiment.options().apply(suite.options()).rounds();
    this.timer = timer;
    this.files = files;
  }

  /// How many rounds there are, of all allocators together.
  public long rounds() {
    return (long) rounds * experiment.lockTimed().size();
  }

  /// @return what could not be measured, one line for each allocator
  public List<String> time(Steps steps, double weight) throws IOException {
    var leftOut = new ArrayList<String>();
    for (String allocator : experiment.lockTimed()) {
      String failure = "";
      for (int round = 0; round < rounds; round++) {
        if (failure.isEmpty() && files.lockRounds(experiment.name(), allocator) <= round) {
          steps.begin("locks of %s: time, round %d".formatted(allocator, round + 1));
          failure = time(allocator);
        }
        steps.end(weight);
      }
      if (!failure.isEmpty()) {
        leftOut.add("%s, %s: locks not timed, %s".formatted(experiment.name(), allocator, failure));
      }
    }
    return leftOut;
  }

  /// @return why it could not be measured; empty where it was
  private String time(String allocator) throws IOException {
    List<LockTimer.Times> measured;
    try {
      measured = timer.round(allocator);
    } catch (IOException e) {
      return e.getMessage();
    }
    files.addLocks(experiment.name(), allocator, measured);
    return "";
  }
}
