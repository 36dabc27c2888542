package org.heaplab.results.manifest;

import java.util.List;

/// Allocators of one sort that an experiment's subject is held against: the best of them counts.
///
/// @param name what stands before the noun in *the best native*
/// @param allocators by name
public record RivalGroup(String name, List<String> allocators) {
  /// Native allocators as they come.
  public static final String NATIVE = "native";

  /// Native allocators as a person sets them who is short of memory.
  public static final String TUNED = "tuned native";

  /// Heaps of ours that move no block. A bar that one of them meets too is no evidence for handles.
  public static final String UNMOVING = "non-moving";

  public RivalGroup {
    allocators = List.copyOf(allocators);
  }

  public boolean has(String allocator) {
    return allocators.contains(allocator);
  }
}
