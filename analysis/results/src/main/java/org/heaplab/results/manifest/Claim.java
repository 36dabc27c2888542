package org.heaplab.results.manifest;

/// Something that is said of the results of an experiment, and that another run of it can refute.
///
/// @param name in lists
/// @param statement a sentence
/// @param quantity the number that it is about, as `heaplab paper` finds it
/// @param side of the bound that the number must be on, with its whole interval
public record Claim(String name, String statement, String quantity, Side side, double bound) {
  /// Where a number lies.
  public enum Side {
    BELOW,
    ABOVE
  }

  public static Claim below(double bound, String name, String statement, String quantity) {
    return new Claim(name, statement, quantity, Side.BELOW, bound);
  }

  public static Claim above(double bound, String name, String statement, String quantity) {
    return new Claim(name, statement, quantity, Side.ABOVE, bound);
  }
}
