package org.heaplab.workloads.logs.text;

import org.heaplab.workloads.TraceException;

/// The lines of a text that had to be left out. A few come from several processes that share one
/// file, from a buffer that was lost, or from a disk that was full; a text in which they are more
/// than the whole ones is no log of its format, and is refused.
public final class TornLines {
  /// How many more torn lines than whole ones end the reading of a text at once.
  private static final int PATIENCE = 1000;

  private long torn;
  private long whole;
  private long firstNumber;
  private String first = "";

  public void addWhole() {
    whole++;
  }

  /// @param number of the line
  /// @param rule that it breaks, and its text
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

  /// Refuses a text that is mostly torn.
  public void check() {
    if (torn > whole) refuse();
  }

  private void refuse() {
    throw new TraceException(
        "a log must have more whole lines than torn ones, but has "
            + whole
            + " and "
            + torn
            + ", the first in line "
            + firstNumber
            + ": "
            + first);
  }
}
