package org.heaplab.allocators.jeff;

/// Sorts the list of headers by the address of their blocks: a merge sort over the links, in no
/// memory but a word for each doubling of the list.
///
/// The list is cut where it descends, so that what an earlier compaction has sorted is one run. O(n
/// log n) in the number of headers.
final class AddressSort {
  private static final long NONE = Headers.NONE;

  private final Headers headers;

  AddressSort(Headers headers) {
    this.headers = headers;
  }

  void sort() {
    long[] pending = new long[Long.SIZE];
    for (long rest = headers.root(); rest != NONE; ) {
      long run = rest;
      rest = cut(run);
      int level = 0;
      for (; pending[level] != NONE; level++) {
        run = merge(pending[level], run);
        pending[level] = NONE;
      }
      pending[level] = run;
    }
    long sorted = NONE;
    for (long run : pending) sorted = merge(run, sorted);
    headers.setRoot(sorted);
  }

  /// Ends the list before the first block that lies below the one before it.
  ///
  /// @return the rest of the list
  private long cut(long first) {
    long last = first;
    long next = headers.next(last);
    while (next != NONE && headers.granule(last) < headers.granule(next)) {
      last = next;
      next = headers.next(last);
    }
    headers.setNext(last, NONE);
    return next;
  }

  private long merge(long one, long other) {
    if (one == NONE) return other;
    if (other == NONE) return one;
    long first = NONE;
    long last = NONE;
    while (one != NONE && other != NONE) {
      long lower;
      if (headers.granule(one) < headers.granule(other)) {
        lower = one;
        one = headers.next(one);
      } else {
        lower = other;
        other = headers.next(other);
      }
      if (last == NONE) first = lower;
      else headers.setNext(last, lower);
      last = lower;
    }
    headers.setNext(last, one != NONE ? one : other);
    return first;
  }
}
