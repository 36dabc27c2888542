package org.heaplab.paper.values;

import java.util.List;
import java.util.stream.IntStream;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.ClaimsTable;
import org.heaplab.results.manifest.Claim;

/// The claims that a text may cite, in the order in which they are numbered: those about
/// experiments that the results have.
public final class CitedClaims {
  private final List<CheckedClaim> claims;

  public CitedClaims(List<Claim> claims, ReferenceRuns reference) {
    this.claims =
        CheckedClaim.of(
            claims.stream().filter(claim -> reference.has(claim.experiment())).toList(), reference);
  }

  /// The number of a claim, as in `C3`.
  ///
  /// @throws IllegalArgumentException when there is no claim of that name
  /// @throws IllegalStateException when it does not hold in the results
  public String number(String name) {
    int index =
        IntStream.range(0, claims.size())
            .filter(i -> claims.get(i).claim().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(none(name)));
    CheckedClaim claim = claims.get(index);
    if (claim.outcome() == Outcome.HOLDS) return ClaimsTable.number(index);
    throw new IllegalStateException(
        "a claim must hold: it is %s, and must be %s".formatted(claim.measured(), claim.bound()));
  }

  private String none(String name) {
    return "a claim must be one of %s: %s"
        .formatted(claims.stream().map(one -> one.claim().name()).toList(), name);
  }

  /// All of them, with what the results say.
  public TextTable table() {
    return ClaimsTable.of(claims);
  }
}
