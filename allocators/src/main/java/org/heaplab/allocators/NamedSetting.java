package org.heaplab.allocators;

import java.util.List;

/// A combination of option values that has a name, because the literature knows it by one. The name
/// is used like that of an allocator, further options included.
///
/// @param name begins with that of whoever named it
/// @param settings each `option=value`
public record NamedSetting(String name, List<String> settings) {
  public NamedSetting {
    settings = List.copyOf(settings);
  }

  /// A policy of Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998, as they
  /// measured it: headers do not count.
  ///
  /// @param policy as their table has it, in small letters, with hyphens for blanks
  public static NamedSetting ofJohnstoneAndWilson(String policy, String... settings) {
    return new NamedSetting("jw-" + policy, List.of(settings));
  }
}
