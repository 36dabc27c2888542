package org.heaplab.measure.machine;

import java.nio.file.Path;
import java.util.OptionalLong;

/// Processes that the system has ended for want of memory.
public final class OutOfMemoryKills {
  private OutOfMemoryKills() {}

  /// How many there have been since the system started; empty where it does not tell.
  public static OptionalLong count() {
    return new SystemFacts(Path.of("/proc/vmstat")).number("oom_kill");
  }
}
