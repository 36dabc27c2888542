package org.heaplab.report.quantity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.metric.Unit;

/// A claim, held against the results of some runs.
///
/// @param quantity the number that it is about; empty where it was not measured
public record CheckedClaim(Claim claim, Optional<Quantity> quantity) {
  /// Whether a claim holds.
  public enum Outcome {
    HOLDS,
    FAILS,

    /// The interval is on both sides of the bound, or there is none.
    CANNOT_TELL,

    NOT_MEASURED;

    public String text() {
      return this == FAILS ? name() : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Each of some claims.
  public static List<CheckedClaim> of(List<Claim> claims, ReferenceRuns runs) {
    var quantities = new Quantities(runs);
    return claims.stream().map(claim -> of(claim, quantities)).toList();
  }

  private static CheckedClaim of(Claim claim, Quantities quantities) {
    try {
      return new CheckedClaim(claim, Optional.of(quantities.find(claim.quantity())));
    } catch (IllegalArgumentException notThere) {
      return new CheckedClaim(claim, Optional.empty());
    }
  }

  public Outcome outcome() {
    return quantity.map(found -> outcome(found.estimate())).orElse(Outcome.NOT_MEASURED);
  }

  private Outcome outcome(Estimate estimate) {
    boolean below = claim.side() == Claim.Side.BELOW;
    if (estimate.isAbove(claim.bound())) return below ? Outcome.FAILS : Outcome.HOLDS;
    if (estimate.isAtMost(claim.bound())) return below ? Outcome.HOLDS : Outcome.FAILS;
    return Outcome.CANNOT_TELL;
  }

  /// Its side and bound, as in `below 1.000`.
  public String bound() {
    Unit unit = quantity.map(Quantity::unit).orElse(Unit.RATIO);
    String side = claim.side().name().toLowerCase(Locale.ROOT);
    return side + " " + unit.format(claim.bound());
  }

  /// The number with its interval; a dash for none.
  public String measured() {
    return quantity.map(found -> found.estimate().written(found.unit())).orElse(Unit.MISSING);
  }
}
