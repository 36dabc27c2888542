package org.heaplab.paper.source;

import java.util.List;

/// The text breaks a rule. The message has a line for each time that it does.
public final class TextException extends RuntimeException {
  public TextException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
  }

  public TextException(Place place, String rule) {
    this(List.of(new Problem(place, rule)));
  }

  /// @param rule what is broken, and by what
  public record Problem(Place place, String rule) {
    @Override
    public String toString() {
      return place + ": " + rule;
    }
  }
}
