package org.heaplab.workloads;

/// A file breaks a rule of its format, e.g. that of a trace. The message has the rule and the
/// value; [#at] adds the file and the position.
public final class TraceException extends RuntimeException {
  private final boolean placed;

  public TraceException(String message) {
    this(message, null);
  }

  public TraceException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private TraceException(String message, Throwable cause, boolean placed) {
    super(message, cause);
    this.placed = placed;
  }

  /// Adds the place to the message. A place that was added before is kept, since it is more exact.
  ///
  /// @param place file and position, e.g. `log.txt, line 12` or `t.trace, byte 4096`
  public TraceException at(String place) {
    return placed ? this : new TraceException(place + ": " + getMessage(), this, true);
  }
}
