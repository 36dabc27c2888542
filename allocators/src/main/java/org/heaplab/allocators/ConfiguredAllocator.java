package org.heaplab.allocators;

import org.heaplab.options.Options;

/// An allocator with the options chosen for it.
///
/// @param name the specification as it was given
public record ConfiguredAllocator(String name, Entry entry, Options options) {
  /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
  /// @throws IllegalArgumentException when two options have values that exclude each other
  public HandleAllocator create(long limitBytes) {
    return entry.maker().make(limitBytes, options);
  }

  /// How its heaps align blocks that ask for no alignment, as far as the entry says.
  public AlignmentRule alignmentRule() {
    return entry.options().contains(AlignmentRule.OPTION)
        ? AlignmentRule.of(options)
        : AlignmentRule.EIGHT;
  }
}
