package org.heaplab.workloads;

/// A trace, or a file that was taken for one, breaks a rule of its format. The message names rule
/// and value; [#at] adds file and position.
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

  /// The exception with its place. One that has a place keeps it: who was nearest to the error knew
  /// best.
  ///
  /// @param place file and position, e.g. `log.txt, line 12` or `t.trace, byte 4096`
  public TraceException at(String place) {
    return placed ? this : new TraceException(place + ": " + getMessage(), this, true);
  }
}
