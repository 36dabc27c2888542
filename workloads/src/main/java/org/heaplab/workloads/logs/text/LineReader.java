package org.heaplab.workloads.logs.text;

/// Reads the lines of one text, in their order. A line is taken as a whole or not at all: no call
/// is made before the line is known to be well-formed up to its end.
public interface LineReader {
  /// Reads a line, which is not blank.
  ///
  /// @return whether it is one of the format; some logs have other people's lines between theirs,
  ///   which are passed over
  /// @throws TornLine when it is torn
  boolean read(Lines line);

  /// Whether a last line that has no line end is whole all the same, because a longer one could not
  /// be right. Most formats cannot tell: `0x20` may be the beginning of `0x2000`.
  default boolean isWhole(Lines line) {
    return false;
  }

  /// The text has ended.
  ///
  /// @param cut whether it is known to lack its end
  /// @return whether it lacks its end, as far as the format can tell
  default boolean end(Lines lines, boolean cut) {
    return cut;
  }
}
