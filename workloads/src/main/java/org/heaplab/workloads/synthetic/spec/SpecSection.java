package org.heaplab.workloads.synthetic.spec;

import java.util.List;
import java.util.Optional;
import org.heaplab.options.OptionType;

/// A section of a specification: what stands below its heading.
///
/// @param kind the first word of the heading; empty for what stands before all headings
/// @param name the rest of the heading; may be empty
/// @param place of the heading
public record SpecSection(String kind, String name, SpecPlace place, List<Line> lines) {
  /// A line `key = value`.
  public record Line(String key, String value, SpecPlace place) {
    /// The value as a type has it.
    ///
    /// @throws org.heaplab.workloads.TraceException when the type does not allow it
    public String checked(OptionType type) {
      if (type.allows(value)) return value;
      throw place.wrong(key + " must be " + type.rule(), value);
    }
  }

  public SpecSection {
    lines = List.copyOf(lines);
  }

  /// Refuses keys that such a section does not have.
  ///
  /// @throws org.heaplab.workloads.TraceException when there is one
  public void allow(String... keys) {
    for (Line line : lines) {
      if (List.of(keys).contains(line.key())) continue;
      throw line.place().wrong(heading() + " must have no keys but " + List.of(keys), line.key());
    }
  }

  public Optional<Line> find(String key) {
    return lines.stream().filter(line -> line.key().equals(key)).findFirst();
  }

  /// @throws org.heaplab.workloads.TraceException when there is no such line
  public Line get(String key) {
    return find(key).orElseThrow(() -> place.wrong(heading() + " must have a line", key + " = …"));
  }

  /// A whole number.
  ///
  /// @param otherwise when there is no such line
  public long whole(String key, long otherwise, long least, long most) {
    return find(key)
        .map(line -> Long.parseLong(line.checked(new OptionType.Whole(least, most))))
        .orElse(otherwise);
  }

  /// A number that need not be whole.
  ///
  /// @param otherwise when there is no such line
  public double fraction(String key, double otherwise, double least, double most) {
    return find(key)
        .map(line -> Double.parseDouble(line.checked(new OptionType.Fraction(least, most))))
        .orElse(otherwise);
  }

  /// As it stands in the file.
  public String heading() {
    if (kind.isEmpty()) return "the beginning";
    return name.isEmpty() ? "[" + kind + "]" : "[" + kind + " " + name + "]";
  }
}
