package org.heaplab.allocators;

import java.util.Locale;

/// How allocators are grouped, after Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation:
/// A Survey and Critical Review*, 1995. Result files have the name in lower case.
public enum Family {
  /// Blocks are reached through handles and may move.
  HANDLE,

  /// Other systems that move what is in memory, each in its own way.
  MOVING,

  /// One index of all free blocks; which of them serves a request is the policy.
  SEQUENTIAL,

  /// Free blocks, or all blocks, are kept apart by their size.
  SEGREGATED,

  /// A block is split into buddies and coalesces only with its own.
  BUDDY,

  /// Objects of one size lie in arrays.
  POOL,

  /// Blocks that die together lie together.
  REGION,

  /// What is freed is found by the heap, not by its client.
  COLLECTOR,

  /// Not for use: the extremes that the others lie between.
  BASELINE,

  /// Allocators for every program, as operating systems and libraries ship them.
  GENERAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
