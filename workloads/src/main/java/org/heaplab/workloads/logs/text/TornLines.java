package org.heaplab.workloads.logs.text;

import org.heaplab.workloads.TraceException;

/// The lines of a text that had to be left out. There may be a few: several processes wrote into
/// one file, a buffer was lost, or the disk was full. A text with more torn lines than whole ones
/// is not a log of its format and is refused.
public final class TornLines {
  /// When there are this many more torn lines than whole ones, reading the text ends at once.
  private static final int PATIENCE = 1000;

  private long torn;
  private long whole;
  private long firstNumber;
  private String first = "";

  public void addWhole() {
    whole++;
  }

  /// @param number of the line
  /// @param rule the rule that the line breaks, and its text
  public void add(long number, String rule) {
    if (torn++ == 0) {
      firstNumber = number;
      first = rule;
    }
    if (torn > whole + PATIENCE) refuse();
  }

  public long count() {
    return torn;
  }

  /// The number and the error of the first.
  String first() {
    return "line " + firstNumber + ": " + first;
  }

  /// Refuses a text in which most lines are torn.
  public void check() {
    if (torn > whole) refuse();
  }

  private void refuse() {
    throw new TraceException(
        "a log must have more whole lines than torn ones, but has "
            + whole
            + " and "
            + torn
            + ", the first in "
            + first());
  }
}
