package org.heaplab.workloads.synthetic.spec;

import java.util.function.Supplier;
import org.heaplab.workloads.TraceException;

/// A line of a specification, for messages.
///
/// @param line counted from 1
public record SpecPlace(String file, int line) {
  /// What is wrong on the line: a rule, and the value that breaks it.
  public TraceException wrong(String rule, String value) {
    return wrong(rule + ": '" + value + "'");
  }

  public TraceException wrong(String message) {
    return new TraceException(message).at(this.toString());
  }

  /// Reads something on the line. A refusal gets the place.
  public <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new TraceException(e.getMessage(), e).at(this.toString());
    }
  }

  @Override
  public String toString() {
    return file + ", line " + line;
  }
}
