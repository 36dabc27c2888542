package org.heaplab.workloads;

/// Takes the operations of a program in their order. It gives each block its slot: the slot that
/// was freed last is used first.
public interface OperationSink {
  /// Sets the thread of the operations that follow; numbers start at 0.
  void thread(int thread);

  /// @param size bytes requested
  /// @param logAlignment log₂ of the alignment in bytes
  /// @return the slot of the new block
  int malloc(long size, int logAlignment);

  void free(int slot);

  /// @param size bytes requested from now on
  void realloc(int slot, long size);

  /// @param offset of the first byte touched, from the start of the payload
  /// @param bytes how many, from 1 to 127
  void access(int slot, long offset, int bytes, boolean store);

  /// Counts what cannot be replayed.
  void drop(Dropped kind, long times);
}
