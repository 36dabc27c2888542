package org.heaplab.workloads.access;

/// When a log whose process has ended has nothing more of it. Forked copies of the process may hold
/// the log open, and write into it, for as long as they run. What the process itself wrote comes
/// first: it is over when the log is silent for a while, or when more has come than connections can
/// hold.
final class RestOfLog {
  /// More than two connections hold, which are bounded by `net.ipv4.tcp_rmem` and `tcp_wmem`: six
  /// and four MiB.
  private static final long MOST_BYTES = 32 << 20;

  private static final int SILENT_LOOKS = 10;

  private final AccessLog log;
  private long first = -1;
  private long last = -1;
  private int silent;

  RestOfLog(AccessLog log) {
    this.log = log;
  }

  /// To be asked again and again once the process has ended.
  boolean isOver() {
    long bytes = log.bytes();
    if (first < 0) first = bytes;
    silent = bytes == last ? silent + 1 : 0;
    last = bytes;
    return silent >= SILENT_LOOKS || bytes - first > MOST_BYTES;
  }
}
