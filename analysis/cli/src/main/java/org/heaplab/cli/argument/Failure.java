package org.heaplab.cli.argument;

/// The work cannot be done, for the reason that the message gives in one line.
public final class Failure extends RuntimeException {
  public Failure(String message) {
    super(message);
  }
}
