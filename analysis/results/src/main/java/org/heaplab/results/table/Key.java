package org.heaplab.results.table;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a measurement is of.
///
/// @param trace empty for what is of an allocator alone
/// @param allocator empty for what is of a trace alone
public record Key(String experiment, String trace, String allocator) {
  @Override
  public String toString() {
    return Stream.of(experiment, trace, allocator)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
