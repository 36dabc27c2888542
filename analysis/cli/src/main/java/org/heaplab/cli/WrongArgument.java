package org.heaplab.cli;

import java.util.function.Supplier;

/// An argument turned out to be wrong after the command line was read, for the reason that the
/// message gives in one line.
final class WrongArgument extends RuntimeException {
  WrongArgument(String message) {
    super(message);
  }

  /// Reads something, and takes a refusal for a wrong argument.
  static <T> T unless(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new WrongArgument(e.getMessage());
    }
  }
}
