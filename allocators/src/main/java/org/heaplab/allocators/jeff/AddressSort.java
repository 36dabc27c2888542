package org.heaplab.allocators.jeff;

/// Sorts the list of headers by the address of their blocks: a merge sort over the links, in no
/// memory but a word for each doubling of the list.
///
/// The list is cut into runs that ascend or descend, for it starts that way: new blocks were put
/// before older ones, and behind them lies what an earlier compaction has sorted. O(n log n) in the
/// number of headers.
final class AddressSort {
  private static final long NONE = Headers.NONE;

  private final Headers headers;

  /// What has not been cut yet.
  private long rest;

  AddressSort(Headers headers) {
    this.headers = headers;
  }

  void sort() {
    long[] pending = new long[Long.SIZE];
    rest = headers.root();
    while (rest != NONE) {
      long run = cut();
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

  /// Takes a run off the list, the other way round if it descends.
  private long cut() {
    long first = rest;
    long last = first;
    rest = headers.next(first);
    if (rest != NONE && isBelow(rest, first)) return cutDescending(first);
    while (rest != NONE && isBelow(last, rest)) {
      last = rest;
      rest = headers.next(last);
    }
    headers.setNext(last, NONE);
    return first;
  }

  private long cutDescending(long highest) {
    long lowest = highest;
    headers.setNext(highest, NONE);
    while (rest != NONE && isBelow(rest, lowest)) {
      long lower = rest;
      rest = headers.next(lower);
      headers.setNext(lower, lowest);
      lowest = lower;
    }
    return lowest;
  }

  private long merge(long one, long other) {
    if (one == NONE) return other;
    if (other == NONE) return one;
    long first = NONE;
    long last = NONE;
    while (one != NONE && other != NONE) {
      long lower;
      if (isBelow(one, other)) {
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

  private boolean isBelow(long one, long other) {
    return headers.granule(one) < headers.granule(other);
  }
}
