package org.heaplab.allocators.general.tcmalloc;

import java.util.Arrays;
import java.util.Set;

/// The cache of the one thread: a list of free objects for each class, last in, first out. It
/// exchanges chains with the central lists.
///
/// A list starts with a maximum length of one. Each time it runs empty or too long, the maximum
/// grows by one until it is a batch; then it grows by a batch when the list runs empty, and shrinks
/// by one when the list has run too long four times. A list that is too long gives a batch back.
///
/// When the lists together hold too many bytes, each gives back half of the objects that it had no
/// use for since that happened last, and they may hold a little more from then on.
///
/// Invariant: the bytes held are those of all objects in lists.
final class ThreadLists {
  private static final int MOST_OBJECTS = 8192;
  private static final int MOST_OVERAGES = 3;

  /// Of the memory that threads may cache, this one starts with so much and takes as much again.
  private static final int SHARE_BYTES = 64 << 10;

  private static final int MOST_BYTES = 32 << 20;

  private final CentralLists central;
  private final TcmallocSizes sizes;

  /// The first object of each list, or 0.
  private final long[] first;

  private final int[] length;

  /// The least length since the last time that too many bytes were held.
  private final int[] least;

  private final int[] most;
  private final int[] overages;
  private int bytes;
  private int mostBytes = SHARE_BYTES;

  ThreadLists(CentralLists central, TcmallocSizes sizes) {
    this.central = central;
    this.sizes = sizes;
    first = new long[sizes.classes()];
    length = new int[sizes.classes()];
    least = new int[sizes.classes()];
    most = new int[sizes.classes()];
    overages = new int[sizes.classes()];
    Arrays.fill(most, 1);
  }

  /// An object of a class, or 0 when there is no room or memory for it.
  long take(int sizeClass) {
    long object = first[sizeClass];
    if (object == 0) return takeSlow(sizeClass);
    first[sizeClass] = CentralLists.next(object);
    int left = --length[sizeClass];
    if (left < least[sizeClass]) least[sizeClass] = left;
    bytes -= sizes.bytes(sizeClass);
    return object;
  }

  private long takeSlow(int sizeClass) {
    int batch = sizes.batchOf(sizeClass);
    int taken = central.take(sizeClass, Math.min(most[sizeClass], batch));
    if (taken == 0) return 0;
    long object = central.head();
    first[sizeClass] = CentralLists.next(object);
    length[sizeClass] = taken - 1;
    bytes += (taken - 1) * sizes.bytes(sizeClass);
    if (most[sizeClass] < batch) {
      most[sizeClass]++;
    } else {
      int more = Math.min(most[sizeClass] + batch, MOST_OBJECTS);
      most[sizeClass] = more - more % batch;
    }
    return object;
  }

  void free(int sizeClass, long object) {
    CentralLists.link(object, first[sizeClass]);
    first[sizeClass] = object;
    length[sizeClass]++;
    bytes += sizes.bytes(sizeClass);
    if (length[sizeClass] > most[sizeClass]) tooLong(sizeClass);
    if (bytes > mostBytes) tooManyBytes();
  }

  private void tooLong(int sizeClass) {
    int batch = sizes.batchOf(sizeClass);
    giveBack(sizeClass, batch);
    if (most[sizeClass] < batch) {
      most[sizeClass]++;
    } else if (most[sizeClass] > batch && ++overages[sizeClass] > MOST_OVERAGES) {
      most[sizeClass] -= batch;
      overages[sizeClass] = 0;
    }
  }

  private void tooManyBytes() {
    for (int sizeClass = 1; sizeClass < first.length; sizeClass++) {
      int unused = least[sizeClass];
      if (unused > 0) {
        giveBack(sizeClass, unused > 1 ? unused / 2 : 1);
        int batch = sizes.batchOf(sizeClass);
        if (most[sizeClass] > batch) most[sizeClass] = Math.max(most[sizeClass] - batch, batch);
      }
      least[sizeClass] = length[sizeClass];
    }
    mostBytes = Math.min(mostBytes + SHARE_BYTES, MOST_BYTES);
  }

  /// Gives back the first objects of a list, in batches.
  private void giveBack(int sizeClass, int count) {
    int batch = sizes.batchOf(sizeClass);
    int left = Math.min(count, length[sizeClass]);
    while (left > 0) {
      int some = Math.min(left, batch);
      giveBackChain(sizeClass, some);
      left -= some;
    }
    if (length[sizeClass] < least[sizeClass]) least[sizeClass] = length[sizeClass];
  }

  private void giveBackChain(int sizeClass, int count) {
    long head = first[sizeClass];
    long tail = head;
    for (int i = 1; i < count; i++) tail = CentralLists.next(tail);
    first[sizeClass] = CentralLists.next(tail);
    CentralLists.link(tail, 0);
    length[sizeClass] -= count;
    bytes -= count * sizes.bytes(sizeClass);
    central.giveBack(sizeClass, head, tail, count);
  }

  /// Gives everything back.
  void flushAll() {
    for (int sizeClass = 1; sizeClass < first.length; sizeClass++) {
      giveBack(sizeClass, length[sizeClass]);
    }
  }

  /// Adds the addresses of all free objects to a set.
  void gather(Set<Long> free) {
    for (long list : first) CentralLists.gather(list, free);
  }
}
