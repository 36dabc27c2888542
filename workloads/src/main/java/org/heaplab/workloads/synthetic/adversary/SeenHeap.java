package org.heaplab.workloads.synthetic.adversary;

/// A heap as an adversary sees it: with the addresses of its blocks.
public interface SeenHeap {
  /// @return the number of the new block
  int malloc(long size);

  void free(int block);

  /// Where a live block begins, counted from any fixed place.
  long address(int block);
}
