package org.heaplab.workloads.locks;

/// The blocks that are locked at the present point of a trace. It has to be told of all accesses
/// and frees, in their order.
///
/// During an access its block is locked. Every lock is followed by an unlock of the same block,
/// unless the block is freed before it. No block is locked twice.
public interface LockSpans {
  /// What holds the locks.
  interface Holder {
    void hold(int slot);

    void release(int slot);
  }

  /// An access to the block in a slot is about to be done.
  void before(int slot, Holder holder);

  /// The access was done.
  void after(int slot, Holder holder);

  /// The block in a slot was freed, and its locks with it.
  void freed(int slot);
}
