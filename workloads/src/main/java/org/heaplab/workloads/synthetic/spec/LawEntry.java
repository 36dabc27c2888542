package org.heaplab.workloads.synthetic.spec;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A law that a specification can name, with its options.
///
/// @param meaning in a few words
public record LawEntry<T>(
    String name, String meaning, List<Option> options, Function<Options, T> maker) {
  public LawEntry {
    options = List.copyOf(options);
  }

  /// Its name with all its options at their defaults, as one would write it.
  public String usage() {
    if (options.isEmpty()) return name;
    return name
        + options.stream()
            .map(option -> option.name() + "=" + option.standard())
            .collect(Collectors.joining(",", ":", ""));
  }
}
