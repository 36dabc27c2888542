package org.heaplab.results.manifest;

/// Something that is said of the results of an experiment, and that another run of it can refute.
///
/// @param name in lists, and where a text cites it
/// @param statement a sentence
/// @param quantity the number that it is about, as `heaplab paper` finds it
/// @param side of the bound that the number must be on, with its whole interval
public record Claim(String name, String statement, String quantity, Side side, double bound) {
  public Claim {
    if (quantity.indexOf('/') < 0) {
      throw new IllegalArgumentException("a quantity must be KIND/EXPERIMENT/…: " + quantity);
    }
  }

  /// Where a number lies.
  public enum Side {
    BELOW,
    ABOVE
  }

  /// The experiment that its quantity is of.
  public String experiment() {
    return quantity.split("/", -1)[1];
  }

  public static Claim below(double bound, String name, String statement, String quantity) {
    return new Claim(name, statement, quantity, Side.BELOW, bound);
  }

  public static Claim above(double bound, String name, String statement, String quantity) {
    return new Claim(name, statement, quantity, Side.ABOVE, bound);
  }
}
