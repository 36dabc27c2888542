package org.heaplab.results;

/// A result file breaks a rule of its format. The message names file, line, column, rule and value.
public final class MalformedResult extends RuntimeException {
  public MalformedResult(String message) {
    super(message);
  }

  public MalformedResult(String message, Throwable cause) {
    super(message, cause);
  }
}
