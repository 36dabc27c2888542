package org.heaplab.allocators;

/// A heap whose blocks are reached by address and therefore never move.
///
/// The contract, tested on every allocator of the catalogue:
///
/// 1. A request of size *n* returns the address of a block whose first max(n, 1) bytes belong to
///    the client until it is freed. They overlap no other block, and only the client changes them.
///    Their first content is unspecified. Size 0 is a block like any other, with an address of its
///    own.
/// 2. An address is a multiple of the alignment asked for, and of what the heap's [AlignmentRule]
///    asks for. That is at least [#MIN_ALIGNMENT].
/// 3. A request that cannot be met, or is negative (an unsigned size beyond 2^63), returns [#NULL]
///    and leaves the heap as it was: every block keeps its address and its content, and later
///    requests for which there is room are met.
/// 4. Misuse that the catalogue entry claims to detect is refused with a [MisuseException] that
///    names its kind and leaves the heap as it was.
/// 5. The same calls in the same order give the same placements relative to [#baseAddress].
public interface Allocator extends Heap {
  /// @param size bytes requested
  /// @return the address of the block, a multiple of [#MIN_ALIGNMENT], or [#NULL]
  default long malloc(long size) {
    return malloc(size, MIN_ALIGNMENT);
  }

  /// @param size bytes requested
  /// @param alignment a power of two from 1 to [#MAX_ALIGNMENT]
  /// @return the address of the block, or [#NULL]
  /// @throws IllegalArgumentException when the alignment is none of these
  long malloc(long size, long alignment);

  /// Like [#malloc(long, long)], for a client that knows how much of the block it is going to use.
  /// A heap may leave the pages beyond that to the system; they then count in no footprint.
  ///
  /// @param touched how many of the block's first bytes the client may read and write, from 0 to
  ///   size, until it is freed or reallocated
  /// @return the address of the block, or [#NULL]
  default long malloc(long size, long alignment, long touched) {
    return malloc(size, alignment);
  }

  /// Changes the size of a block, in place where the allocator can, keeping the first min(old, new)
  /// bytes. A moved block has the alignment of one that asks for none, and so has one that grew.
  ///
  /// @return its address from now on, or [#NULL], and then the block is as it was
  long realloc(long address, long size);

  /// Like [#realloc(long, long)], for a client that knows how much of the block it is going to use.
  ///
  /// @param touched as for [#malloc(long, long, long)], and not fewer than the bytes kept of those
  ///   that it could use before
  /// @return its address from now on, or [#NULL], and then the block is as it was
  default long realloc(long address, long size, long touched) {
    return realloc(address, size);
  }

  /// @param address of a block of this heap that has not been freed; [#NULL] does nothing
  void free(long address);

  /// Payload bytes of the block, at least the size requested: requested bytes plus padding.
  long usableSize(long address);

  /// Gathers blocks in fewer pages, where the heap can do that without changing their addresses.
  ///
  /// @param budgetBytes stop before more than this many bytes have been copied
  /// @return bytes copied; 0 when there was nothing worth it within the budget
  default long compact(long budgetBytes) {
    return 0;
  }
}
