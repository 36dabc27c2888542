package org.heaplab.allocators.index;

import org.heaplab.allocators.backing.Memory;

/// A doubly linked list of free runs in the order in which they became free, searched from its
/// start for the first that is large enough (Knuth, TAOCP 1, §2.5). What is left of a run keeps its
/// place; a run that has grown counts as freed anew.
///
/// The node of run `i` lies at `base + i * UNIT_BYTES`:
///
/// ```text
///     0           4           8           12          16
///     ├───────────┼───────────┼───────────┼───────────┤
///     │ not ours  │ size << 1 │ next      │ previous  │   0: none
///     └───────────┴───────────┴───────────┴───────────┘
/// ```
///
/// Finding costs O(n), everything else constant time.
public final class FreeList implements FreeIndex {
  /// Bytes of a node, its owner's fields included.
  public static final int NODE_BYTES = 16;

  /// Bytes from one index to the next.
  public static final int UNIT_BYTES = 8;

  private static final long SIZE = 4;
  private static final long NEXT = 8;
  private static final long PREVIOUS = 12;

  private final long base;
  private final boolean lastFirst;
  private int first;
  private int last;

  /// @param base address of the node that index 0 would have
  /// @param lastFirst whether the run freed last is searched first; otherwise last
  public FreeList(long base, boolean lastFirst) {
    this.base = base;
    this.lastFirst = lastFirst;
  }

  @Override
  public int find(int size) {
    int run = first;
    while (run != 0 && size(run) < size) run = next(run);
    return run;
  }

  @Override
  public void insert(int run) {
    if (lastFirst) link(run, 0, first);
    else link(run, last, 0);
  }

  @Override
  public void remove(int run) {
    int previous = previous(run);
    int next = next(run);
    setNext(previous, next);
    setPrevious(next, previous);
  }

  @Override
  public void cut(int old, int rest) {
    link(rest, previous(old), next(old));
  }

  @Override
  public void extend(int old, int run) {
    remove(old);
    insert(run);
  }

  private void link(int run, int previous, int next) {
    Memory.putInt(address(run) + NEXT, next);
    Memory.putInt(address(run) + PREVIOUS, previous);
    setNext(previous, run);
    setPrevious(next, run);
  }

  private void setNext(int run, int next) {
    if (run == 0) first = next;
    else Memory.putInt(address(run) + NEXT, next);
  }

  private void setPrevious(int run, int previous) {
    if (run == 0) last = previous;
    else Memory.putInt(address(run) + PREVIOUS, previous);
  }

  private int next(int run) {
    return Memory.getInt(address(run) + NEXT);
  }

  private int previous(int run) {
    return Memory.getInt(address(run) + PREVIOUS);
  }

  private int size(int run) {
    return Memory.getInt(address(run) + SIZE) >>> 1;
  }

  private long address(int run) {
    return base + (long) run * UNIT_BYTES;
  }
}
