package org.heaplab.results.table;

/// A percentile of times that results have. It is known only of enough samples: where fewer than
/// [#FEWEST_BEYOND] lie beyond it, another run would give another value.
public enum Percentile {
  P50("50 %", "p50_ns", 2),
  P90("90 %", "p90_ns", 10),
  P99("99 %", "p99_ns", 100),
  P999("99.9 %", "p999_ns", 1_000),
  P9999("99.99 %", "p9999_ns", 10_000),
  P99999("99.999 %", "p99999_ns", 100_000);

  public static final int FEWEST_BEYOND = 10;

  private final String title;
  private final String column;
  private final int oneIn;

  Percentile(String title, String column, int oneIn) {
    this.title = title;
    this.column = column;
    this.oneIn = oneIn;
  }

  /// As people read it, as in `99.9 %`.
  public String title() {
    return title;
  }

  /// Its column in the tables that have it.
  public String column() {
    return column;
  }

  /// The share of the samples that are at most so large.
  public double share() {
    return 1 - 1.0 / oneIn;
  }

  /// Minus the decimal logarithm of the share that is larger: 2 of the 99th percentile.
  public double nines() {
    return Math.log10(oneIn);
  }

  public boolean isKnownOf(long samples) {
    return samples / oneIn >= FEWEST_BEYOND;
  }
}
