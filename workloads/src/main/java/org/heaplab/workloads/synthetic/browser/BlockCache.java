package org.heaplab.workloads.synthetic.browser;

import java.util.ArrayDeque;
import java.util.Deque;

/// Blocks that are kept while they fit a budget; the oldest goes first.
final class BlockCache {
  private final BrowserMemory memory;
  private final long budget;
  private final Deque<Integer> blocks = new ArrayDeque<>();
  private long bytes;

  BlockCache(BrowserMemory memory, long budget) {
    this.memory = memory;
    this.budget = budget;
  }

  /// Takes over a block.
  void add(int slot) {
    blocks.add(slot);
    bytes += memory.size(slot);
    boolean evicted = true;
    while (evicted && bytes > budget) evicted = evict();
  }

  /// Frees the oldest block.
  ///
  /// @return false when there is none
  boolean evict() {
    if (blocks.isEmpty()) return false;
    int slot = blocks.remove();
    bytes -= memory.size(slot);
    memory.free(slot);
    return true;
  }
}
