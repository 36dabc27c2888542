package org.heaplab.workloads;

/// A trace, or a file that was taken for one, breaks a rule of its format. The message names rule
/// and value; [#at] adds file and position.
public final class TraceException extends RuntimeException {
  public TraceException(String message) {
    super(message);
  }

  public TraceException(String message, Throwable cause) {
    super(message, cause);
  }

  /// @param place file and position, e.g. `log.txt, line 12` or `t.trace, byte 4096`
  public TraceException at(String place) {
    return new TraceException(place + ": " + getMessage(), this);
  }
}
