package org.heaplab.workloads.logs.text;

import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;

/// Takes the calls of a log as the log names them: threads by any number, blocks by address. An
/// address is only a key, so other identifiers can be used as addresses; 0 is NULL.
public interface Calls {
  /// Sets the thread of the calls that follow, by the log's own number.
  void thread(long id);

  /// Sets the call site of the requests that follow, by any number of the log's.
  ///
  /// @param id 0 when the site is not known
  /// @return whether the site is new, and has no name yet
  default boolean site(long id) {
    return false;
  }

  /// Names a call site.
  ///
  /// @param id of one that [#site] was told
  default void nameSite(long id, String name) {}

  /// From here on the log's numbers of call sites stand for other sites.
  default void forgetSites() {}

  /// @param result NULL when the request failed
  void malloc(long size, int logAlignment, long result);

  void free(long address);

  void realloc(long address, long size, long result);

  /// Counts something in the log that cannot be replayed.
  void drop(Dropped kind);

  /// Whether there is a live block at an address after all calls so far.
  boolean isLive(long address);

  default void malloc(long size, long result) {
    malloc(size, Operation.DEFAULT_LOG_ALIGNMENT, result);
  }

  /// A request with the alignment rules of posix_memalign.
  ///
  /// @param alignment in bytes, rounded up to a power of two
  default void memalign(long alignment, long size, long result) {
    malloc(size, Long.SIZE - Long.numberOfLeadingZeros(Math.max(alignment, 1) - 1), result);
  }
}
