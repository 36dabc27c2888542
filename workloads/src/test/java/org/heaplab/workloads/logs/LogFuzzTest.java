package org.heaplab.workloads.logs;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Mutated logs of all formats, a few; `workloads/fuzz-logs.sh` runs many more.
class LogFuzzTest {
  @Test
  void mutatedLogsBreakNoRule() {
    long seed = new Random().nextInt(Integer.MAX_VALUE);
    System.out.println("seed " + seed);
    LogFuzz.run(10_000, seed);
  }
}
