package org.heaplab.allocators.verify;

import java.util.Map;
import java.util.TreeMap;

/// The ranges of memory that are known to belong to blocks, in a sorted map.
final class IntervalModel {
  private final TreeMap<Long, Long> endByStart = new TreeMap<>();

  /// @throws BrokenHeapException when any of the bytes belongs to another block
  void add(long start, long bytes) {
    Map.Entry<Long, Long> before = endByStart.lowerEntry(start + bytes);
    if (before != null && before.getValue() > start) {
      throw new BrokenHeapException(
          "blocks must not overlap: %d bytes at 0x%x, another from 0x%x to 0x%x"
              .formatted(bytes, start, before.getKey(), before.getValue()));
    }
    endByStart.put(start, start + bytes);
  }

  void remove(long start) {
    endByStart.remove(start);
  }
}
