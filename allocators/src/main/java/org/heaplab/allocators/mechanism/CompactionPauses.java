package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.Heap.Compaction;
import org.heaplab.allocators.PauseWatcher;

/// The pauses in which a heap moves blocks: counts them and what they move, and tells a watcher.
public final class CompactionPauses {
  private long pauses;
  private long movedBytes;
  private PauseWatcher watcher = PauseWatcher.NONE;

  /// The client waits from now on.
  public void begin() {
    watcher.begins();
    pauses++;
  }

  /// The client goes on.
  ///
  /// @param moved bytes that were copied or remapped since the pause began
  public void end(long moved) {
    movedBytes += moved;
    watcher.ends();
  }

  public void watch(PauseWatcher newWatcher) {
    watcher = newWatcher;
  }

  /// What was done so far.
  public Compaction soFar() {
    return new Compaction(pauses, movedBytes);
  }
}
