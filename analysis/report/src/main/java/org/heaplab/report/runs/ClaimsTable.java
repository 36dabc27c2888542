package org.heaplab.report.runs;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Tone;

/// A row for each claim: what some results say of it, and perhaps what those of another run say.
public final class ClaimsTable {
  private static final String CAPTION =
      "The claims. One holds if its number lies on the side of its bound that it says, with its"
          + " whole interval.";

  private ClaimsTable() {}

  /// @param claims in the order in which [#number] counts them
  public static TextTable of(List<CheckedClaim> claims) {
    var table =
        new TextTable.Builder(CAPTION)
            .columns("no.", "what it says", "experiment", "bound", "measured", "outcome");
    for (int i = 0; i < claims.size(); i++) {
      CheckedClaim one = claims.get(i);
      var row = new ArrayList<Entry>();
      row.add(Entry.words(number(i)));
      row.add(Entry.words(one.claim().statement()));
      row.add(Entry.code(one.claim().experiment()));
      row.add(Entry.words(one.bound()));
      row.add(Entry.words(one.measured()));
      row.add(outcome(one));
      table.row(row);
    }
    return table.build();
  }

  /// What a text calls the claim of a row.
  ///
  /// @param index counted from 0
  public static String number(int index) {
    return "C" + (index + 1);
  }

  /// @param reference the claims, held against the results that they were made of
  /// @param here the same claims, held against those of the other run
  public static TextTable of(List<CheckedClaim> reference, List<CheckedClaim> here) {
    var table =
        new TextTable.Builder(CAPTION)
            .columns("claim", "what it says", "bound", "reference", "here", "outcome here");
    for (int i = 0; i < here.size(); i++) table.row(row(reference.get(i), here.get(i)));
    return table.build();
  }

  private static List<Entry> row(CheckedClaim reference, CheckedClaim here) {
    var row = new ArrayList<Entry>();
    row.add(Entry.words(here.claim().name()));
    row.add(Entry.words(here.claim().statement()));
    row.add(Entry.words(reference.bound()));
    row.add(Entry.words(reference.measured() + ", " + reference.outcome().text()));
    row.add(Entry.words(here.measured()));
    row.add(outcome(here));
    return row;
  }

  private static Entry outcome(CheckedClaim claim) {
    return Entry.words(claim.outcome().text(), tone(claim.outcome()));
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> Tone.GOOD;
      case FAILS -> Tone.BAD;
      case CANNOT_TELL, NOT_MEASURED -> Tone.OPEN;
    };
  }
}
