package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.tables.TextTable.Entry;
import org.heaplab.report.tables.TextTable.Tone;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.metric.Unit;

/// A row for each claim: what the reference says of it, and what another run says.
public final class ClaimsTable {
  private ClaimsTable() {}

  /// @param reference the claims, held against the results that they were made of
  /// @param here the same claims, held against those of the other run
  public static TextTable of(List<CheckedClaim> reference, List<CheckedClaim> here) {
    var table =
        new TextTable.Builder(
                "The claims. One holds if its number lies on the side of its bound that it says,"
                    + " with its whole interval.")
            .columns("claim", "what it says", "bound", "reference", "here", "outcome here");
    for (int i = 0; i < here.size(); i++) table.row(row(reference.get(i), here.get(i)));
    return table.build();
  }

  private static List<Entry> row(CheckedClaim reference, CheckedClaim here) {
    Claim claim = here.claim();
    var row = new ArrayList<Entry>();
    row.add(Entry.words(claim.name()));
    row.add(Entry.words(claim.statement()));
    String side = claim.side() == Claim.Side.BELOW ? "below " : "above ";
    row.add(Entry.words(side + Unit.RATIO.format(claim.bound())));
    row.add(Entry.words(reference.measured() + ", " + reference.outcome().text()));
    row.add(Entry.words(here.measured()));
    row.add(Entry.words(here.outcome().text(), tone(here.outcome())));
    return row;
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> Tone.GOOD;
      case FAILS -> Tone.BAD;
      case CANNOT_TELL, NOT_MEASURED -> Tone.OPEN;
    };
  }
}
