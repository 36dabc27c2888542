package org.heaplab.measure;

import java.time.Duration;

/// Counts the steps of a piece of work and tells a [Progress] how far it is. The time left is
/// reckoned from the work done so far, in whatever unit the steps are weighed.
public final class Steps {
  private final Progress progress;
  private final long total;
  private final double work;
  private final long start = System.nanoTime();
  private long done;
  private double workDone;

  /// @param total how many steps
  /// @param work what they weigh together
  public Steps(Progress progress, long total, double work) {
    this.progress = progress;
    this.total = total;
    this.work = work;
  }

  public synchronized void begin(String what) {
    progress.at(what, done, total, left());
  }

  public synchronized void end(double weight) {
    done++;
    workDone += weight;
  }

  private Duration left() {
    if (workDone <= 0) return null;
    double nanos = (System.nanoTime() - start) / workDone * (work - workDone);
    return Duration.ofNanos((long) Math.max(0, nanos));
  }
}
