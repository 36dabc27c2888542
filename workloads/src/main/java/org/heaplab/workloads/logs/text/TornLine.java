package org.heaplab.workloads.logs.text;

/// A line that does not have its format: it is half of a line, parts of two lines, or damaged. It
/// is left out and counted. There can be many of them, so the exception has no stack trace.
public final class TornLine extends RuntimeException {
  public TornLine(String rule) {
    super(rule, null, false, false);
  }
}
