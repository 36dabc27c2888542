package org.heaplab.workloads.logs.text;

import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;

/// Takes the calls of a log, in the log's own terms: threads by any number, blocks by address.
/// Addresses are opaque keys, so identifiers do as well; 0 is NULL.
public interface Calls {
  /// The thread that the calls from here on come from, by whatever number its log gives it.
  void thread(long id);

  /// @param result NULL when the request failed
  void malloc(long size, int logAlignment, long result);

  void free(long address);

  void realloc(long address, long size, long result);

  /// Counts what of the log is no call that can be replayed.
  void drop(Dropped kind);

  /// Whether a block is known at an address, after all calls so far.
  boolean isLive(long address);

  default void malloc(long size, long result) {
    malloc(size, Operation.DEFAULT_LOG_ALIGNMENT, result);
  }

  /// Aligned as posix_memalign does it.
  ///
  /// @param alignment bytes, rounded up to a power of two
  default void memalign(long alignment, long size, long result) {
    malloc(size, Long.SIZE - Long.numberOfLeadingZeros(Math.max(alignment, 1) - 1), result);
  }
}
