package org.heaplab.measure;

import java.time.Duration;

/// Watches a long piece of work.
public interface Progress {
  /// @param what is being done now
  /// @param done steps so far, out of `total`
  /// @param left an estimate; null as long as there is none
  public void at(String what, long done, long total, Duration left);

  /// Something the user should know, in one line.
  public void note(String line);

  Progress NONE =
      new Progress() {
        @Override
        public void at(String what, long done, long total, Duration left) {}

        @Override
        public void note(String line) {}
      };
}
