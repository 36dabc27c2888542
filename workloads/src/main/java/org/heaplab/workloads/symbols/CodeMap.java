package org.heaplab.workloads.symbols;

import java.util.Optional;

/// Which file the code at each address of a process is from.
@FunctionalInterface
public interface CodeMap {
  /// @return empty where nothing is known of the address
  Optional<Place> find(long address);

  /// A place in a file.
  ///
  /// @param file its path; empty for code that is in no file
  /// @param address as the file itself numbers it, from the beginning of the loaded file on
  record Place(String file, long address) {}
}
