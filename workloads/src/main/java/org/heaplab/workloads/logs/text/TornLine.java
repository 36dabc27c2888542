package org.heaplab.workloads.logs.text;

/// A line that is no line of its format: it is half of one, two halves of different ones, or
/// damaged. It is left out and counted, so it carries no stack trace: there can be many of them.
public final class TornLine extends RuntimeException {
  public TornLine(String rule) {
    super(rule, null, false, false);
  }
}
