package org.heaplab.workloads.logs;

/// What Jazzer calls: it mutates the bytes of logs by the code that they reach.
public final class LogFuzzTarget {
  private LogFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] log) {
    LogCheck.check(log);
  }
}
