package org.heaplab.report.quantity;

import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.metric.Unit;

/// A number of the results.
public record Quantity(Estimate estimate, Unit unit) {
  public String value() {
    return unit.format(estimate.value());
  }

  /// Value and interval, as in `1.07 (1.02–1.14)`; what is exact has none.
  public String withInterval() {
    return estimate.hasInterval() ? estimate.written(unit) : value();
  }

  /// A share as a percentage.
  public String percent() {
    return Unit.SHARE.format(estimate.value());
  }

  /// How far a ratio is below 1, as a percentage.
  ///
  /// @throws IllegalStateException when it is not below
  public String below() {
    if (estimate.value() < 1) return Unit.SHARE.format(1 - estimate.value());
    throw new IllegalStateException("it must be below 1: " + value());
  }

  /// How far a ratio is above 1, as a percentage.
  ///
  /// @throws IllegalStateException when it is not above
  public String above() {
    if (estimate.value() > 1) return Unit.SHARE.format(estimate.value() - 1);
    throw new IllegalStateException("it must be above 1: " + value());
  }
}
