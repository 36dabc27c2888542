package org.heaplab.allocators.general.jemalloc;

import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CommittedWalk;

/// The cache of the one thread: for each class up to 32 KiB a stack of free blocks, last in, first
/// out. An empty stack of a small class is filled with several regions at once; a full one gives
/// its older half back.
///
/// ```text
///    16   ─▶ │ oldest … newest │ room            │
///    32   ─▶ │ room                              │
///      ⋮                                              each entry: an address
/// ```
///
/// Each time the thread has allocated or freed 64 KiB, one class is looked at, in turn. Of the
/// blocks that it had no use for since it was last looked at, three quarters go back, and it is
/// filled with half as many from then on; a class that ran empty is filled with twice as many.
final class ThreadCache {
  private static final int CLASSES = JemallocSizes.CACHED_CLASSES;
  private static final int TURN_BYTES = 1 << 16;

  private final Backing backing;
  private final RegionSlabs slabs;
  private final LargeBlocks large;
  private final long stacks;
  private final long stacksEnd;

  private final long[] stack = new long[CLASSES];
  private final int[] slots = new int[CLASSES];
  private final int[] count = new int[CLASSES];

  /// The least count since the class was last looked at.
  private final int[] least = new int[CLASSES];

  /// A fill takes as many blocks as there are slots, over this power of two.
  private final int[] logFillShare = new int[CLASSES];

  private final boolean[] wasFilled = new boolean[CLASSES];
  private final boolean[] committed = new boolean[CLASSES];

  private final long[] taken;
  private long allocated;
  private long freed;
  private int turn;

  /// @param stacks address of the stacks
  ThreadCache(Backing backing, RegionSlabs slabs, LargeBlocks large, long stacks) {
    this.backing = backing;
    this.slabs = slabs;
    this.large = large;
    this.stacks = stacks;
    long at = stacks;
    int most = 0;
    for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
      stack[sizeClass] = at;
      slots[sizeClass] = JemallocSizes.cacheSlots(sizeClass);
      logFillShare[sizeClass] = 1;
      at += (long) slots[sizeClass] * Long.BYTES;
      most = Math.max(most, slots[sizeClass]);
    }
    stacksEnd = at;
    taken = new long[most];
  }

  /// Addresses for all stacks.
  static long bytes() {
    long bytes = 0;
    for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
      bytes += (long) JemallocSizes.cacheSlots(sizeClass) * Long.BYTES;
    }
    return Backing.wholePages(bytes);
  }

  /// A block of a class that is cached, or 0.
  long take(int sizeClass, long bytes) {
    allocated += bytes;
    if (allocated >= TURN_BYTES) allocated = nextTurn(allocated);
    int left = count[sizeClass] - 1;
    if (left < 0) return takeSlow(sizeClass);
    count[sizeClass] = left;
    if (left < least[sizeClass]) least[sizeClass] = left;
    return Memory.getLong(slot(sizeClass, left));
  }

  private long takeSlow(int sizeClass) {
    least[sizeClass] = 0;
    if (!JemallocSizes.isSmall(sizeClass)) return large.allocate(sizeClass);
    large.tick(1);
    boolean keeps = ready(sizeClass);
    int wanted = keeps ? Math.max(slots[sizeClass] >> logFillShare[sizeClass], 1) : 1;
    int got = slabs.take(sizeClass, taken, wanted);
    if (got == 0) return 0;
    wasFilled[sizeClass] = true;
    for (int i = got - 1; i > 0; i--) push(sizeClass, taken[i]);
    return taken[0];
  }

  private void push(int sizeClass, long address) {
    Memory.putLong(slot(sizeClass, count[sizeClass]++), address);
  }

  /// Whether there is memory for the stack of a class.
  private boolean ready(int sizeClass) {
    if (!committed[sizeClass]) {
      committed[sizeClass] = backing.commit(stack[sizeClass], (long) slots[sizeClass] * Long.BYTES);
    }
    return committed[sizeClass];
  }

  /// Takes back a block of a class that is cached.
  void free(int sizeClass, long address, long bytes) {
    freed += bytes;
    if (freed >= TURN_BYTES) freed = nextTurn(freed);
    if (count[sizeClass] == slots[sizeClass] || !committed[sizeClass]) {
      if (!ready(sizeClass)) {
        giveBack(sizeClass, address);
        return;
      }
      if (count[sizeClass] == slots[sizeClass]) flush(sizeClass, slots[sizeClass] / 2);
    }
    push(sizeClass, address);
  }

  /// Gives the oldest blocks of a class back.
  private void flush(int sizeClass, int kept) {
    int flushed = count[sizeClass] - kept;
    if (flushed <= 0) return;
    for (int i = 0; i < flushed; i++) {
      giveBack(sizeClass, Memory.getLong(slot(sizeClass, i)));
    }
    long keptBytes = (long) kept * Long.BYTES;
    Memory.copy(slot(sizeClass, flushed), stack[sizeClass], keptBytes);
    count[sizeClass] = kept;
    least[sizeClass] = Math.min(least[sizeClass], kept);
    if (JemallocSizes.isSmall(sizeClass)) large.tick(flushed);
  }

  private void giveBack(int sizeClass, long address) {
    if (JemallocSizes.isSmall(sizeClass)) slabs.giveBack(sizeClass, address);
    else large.free(address);
  }

  /// Gives everything back.
  void flushAll() {
    for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) flush(sizeClass, 0);
  }

  /// @return the bytes that count towards the next turn
  private long nextTurn(long bytes) {
    int sizeClass = turn;
    turn = (turn + 1) % CLASSES;
    int unused = least[sizeClass];
    if (unused > 0) {
      flush(sizeClass, count[sizeClass] - (unused - (unused >> 2)));
      int share = logFillShare[sizeClass] + 1;
      if (slots[sizeClass] >> share >= 1) logFillShare[sizeClass] = share;
    } else if (wasFilled[sizeClass]) {
      logFillShare[sizeClass] = Math.max(1, logFillShare[sizeClass] - 1);
      wasFilled[sizeClass] = false;
    }
    least[sizeClass] = count[sizeClass];
    return bytes % TURN_BYTES;
  }

  private long slot(int sizeClass, int number) {
    return stack[sizeClass] + (long) number * Long.BYTES;
  }

  /// What is in a cache at one moment.
  record Contents(Set<Long> addresses) {
    boolean has(long address) {
      return addresses.contains(address);
    }
  }

  Contents contents() {
    var addresses = new HashSet<Long>();
    for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
      for (int i = 0; i < count[sizeClass]; i++) {
        addresses.add(Memory.getLong(slot(sizeClass, i)));
      }
    }
    return new Contents(addresses);
  }

  void walk(CommittedWalk walk) {
    walk.metadataArea("thread cache", stacks, stacksEnd - stacks);
  }
}
