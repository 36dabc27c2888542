package org.heaplab.allocators;

/// A heap whose blocks are reached through handles. A block may move whenever it is not locked, and
/// only then.
///
/// ```text
///    malloc ─▶ handle ── lock ─▶ address … unlock ── free
///                         ▲                    │
///                         └────────────────────┘  any number of times, nested
/// ```
///
/// The contract of [Allocator] holds with *handle* for *address*, and further:
///
/// 1. Locks are counted. From the first [#lock] to the last [#unlock] the address stays the same;
///    between them the block may be anywhere, with the same content.
/// 2. A block keeps its handle until it is freed.
/// 3. [#free] and [#usableSize] never need a lock. Freeing a locked block is misuse.
/// 4. [#realloc] of a locked block succeeds only in place; otherwise it returns [#NULL].
/// 5. Before a request is refused for want of room, the heap is compacted as far as the locks
///    allow.
///
/// A pointer allocator behind the [HandleAdapter] has addresses for handles: it does not count
/// locks, and [#realloc] may give a block another handle, locked or not.
public interface HandleAllocator extends Heap {
  /// @param size bytes requested
  /// @return the handle of the block, or [#NULL]
  default long malloc(long size) {
    return malloc(size, MIN_ALIGNMENT);
  }

  /// @param size bytes requested
  /// @param alignment a power of two from 1 to [#MAX_ALIGNMENT], kept wherever compaction moves the
  ///   block, until it is reallocated
  /// @return the handle of the block, or [#NULL]
  /// @throws IllegalArgumentException when the alignment is none of these
  long malloc(long size, long alignment);

  /// Like [#malloc(long, long)], for a client that knows how much of the block it is going to use.
  /// A heap may leave the pages beyond that to the system; they then count in no footprint.
  ///
  /// @param touched how many of the block's first bytes the client may read and write, from 0 to
  ///   size, until it is freed or reallocated
  /// @return the handle of the block, or [#NULL]
  default long malloc(long size, long alignment, long touched) {
    return malloc(size, alignment);
  }

  /// Changes the size of a block, keeping the first min(old, new) bytes. From then on its alignment
  /// is that of a block that asks for none.
  ///
  /// @return its handle from now on, or [#NULL], and then the block is as it was
  long realloc(long handle, long size);

  /// Like [#realloc(long, long)], for a client that knows how much of the block it is going to use.
  ///
  /// @param touched as for [#malloc(long, long, long)], and not fewer than the bytes kept of those
  ///   that it could use before
  /// @return its handle from now on, or [#NULL], and then the block is as it was
  default long realloc(long handle, long size, long touched) {
    return realloc(handle, size);
  }

  /// Pins the block where it is.
  ///
  /// @return its address, valid until the matching [#unlock]
  long lock(long handle);

  /// Undoes one [#lock].
  void unlock(long handle);

  /// @param handle of an unlocked block of this heap that has not been freed; [#NULL] does nothing
  void free(long handle);

  /// Payload bytes of the block, at least the size requested: requested bytes plus padding.
  long usableSize(long handle);

  /// Moves unlocked blocks to gather free bytes and gives back what pages become free.
  ///
  /// @param budgetBytes stop before more than this many bytes have been moved; a later call goes on
  ///   from there
  /// @return bytes moved; 0 when there was nothing worth moving within the budget
  long compact(long budgetBytes);
}
