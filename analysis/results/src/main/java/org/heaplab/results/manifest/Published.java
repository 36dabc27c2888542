package org.heaplab.results.manifest;

import java.util.List;

/// Numbers that others have published, to stand beside those of an experiment.
///
/// @param source author, title, year
/// @param metric which of ours they are values of, by name
/// @param programs that they were measured on
/// @param lines in the order of the source
public record Published(String source, String metric, List<String> programs, List<Line> lines) {
  public Published {
    programs = List.copyOf(programs);
    lines = List.copyOf(lines);
  }

  /// What they say of one allocator.
  ///
  /// @param label as the source calls it
  /// @param allocator of the experiment that is the same, by name; empty for none
  /// @param values one for each program
  public record Line(String label, String allocator, List<Double> values) {
    public Line {
      values = List.copyOf(values);
    }
  }
}
