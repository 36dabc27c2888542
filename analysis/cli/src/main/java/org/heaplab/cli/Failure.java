package org.heaplab.cli;

/// The work cannot be done, for the reason that the message gives in one line.
final class Failure extends RuntimeException {
  Failure(String message) {
    super(message);
  }
}
