package org.heaplab.workloads.synthetic.spec;

import java.util.List;
import java.util.Optional;
import org.heaplab.workloads.synthetic.law.Shares;

/// A stretch of a workload in which the same kinds of blocks are allocated.
///
/// @param mallocs how many there are
/// @param kinds of the blocks
/// @param shares how often each kind is allocated
/// @param live the live bytes that it is to have; empty where lifetimes alone decide
/// @param threads that allocate, each as often as the others
/// @param remote the share of blocks that another thread frees than the one that allocated them
record Phase(
    String name,
    long mallocs,
    List<BlockKind> kinds,
    Shares shares,
    Optional<Level> live,
    int threads,
    double remote) {
  Phase {
    kinds = List.copyOf(kinds);
  }
}
