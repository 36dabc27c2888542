package org.heaplab.measure;

import java.time.Duration;

/// Counts equal steps of a piece of work and tells a [Progress] how far it is.
final class Steps {
  private final Progress progress;
  private final long total;
  private final long start = System.nanoTime();
  private long done;

  Steps(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  void begin(String what) {
    Duration left =
        done == 0 ? null : Duration.ofNanos((System.nanoTime() - start) / done * (total - done));
    progress.at(what, done, total, left);
  }

  void end() {
    done++;
  }
}
