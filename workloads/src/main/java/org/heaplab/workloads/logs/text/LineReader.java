package org.heaplab.workloads.logs.text;

/// Reads the lines of one text in their order. It makes no call before it has checked the whole
/// line, so a damaged line makes no call at all.
public interface LineReader {
  /// Reads a line that is not blank.
  ///
  /// @return whether the line belongs to the format; some logs contain lines of other programs,
  ///   which are skipped
  /// @throws TornLine when it is torn
  boolean read(Lines line);

  /// Whether a last line without a line end is complete nevertheless, because no longer line would
  /// be valid. Most formats cannot tell: `0x20` may be the beginning of `0x2000`.
  default boolean isWhole(Lines line) {
    return false;
  }

  /// Called at the end of the text.
  ///
  /// @param cut whether the end of the text is known to be missing
  /// @return whether the end is missing, as far as the format can tell
  default boolean end(Lines lines, boolean cut) {
    return cut;
  }
}
