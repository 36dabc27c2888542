package org.heaplab.cli.argument;

import java.util.function.Supplier;

/// An argument turned out to be wrong after the command line was read, for the reason that the
/// message gives in one line.
public final class WrongArgument extends RuntimeException {
  public WrongArgument(String message) {
    super(message);
  }

  /// Reads something, and takes a refusal for a wrong argument.
  public static <T> T unless(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new WrongArgument(e.getMessage());
    }
  }
}
