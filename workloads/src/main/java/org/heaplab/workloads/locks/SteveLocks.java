package org.heaplab.workloads.locks;

import java.util.Arrays;

/// The counters of the policy `steve`, in halves and without touching them all at each access: a
/// counter that nobody adds to falls by one half with each access, so it is known at which access
/// it reaches 0.
///
/// ```text
///   counter of a block at access t = max(0, zero − t)
///   an access of its own at t:  zero = t + max(0, zero − (t − 1)) + 2
/// ```
///
/// An access adds two halves to one counter and takes one from that of each other locked block. The
/// sum of all counters is never below 0, so on average there are at most two such blocks. With its
/// own, an access costs a look at three blocks on average at most, however many are live.
final class SteveLocks implements LockSpans {
  private static final int OWN_HALVES = 2;
  private static final int FIRST_CAPACITY = 16;

  /// Of each locked block, by slot: the access at which its counter reaches 0. 0 for other slots.
  private final long[] zero;

  private int[] locked = new int[FIRST_CAPACITY];
  private int lockedCount;
  private long access;

  SteveLocks(int slots) {
    zero = new long[slots];
  }

  @Override
  public void before(int slot, Holder holder) {
    if (zero[slot] == 0) {
      if (lockedCount == locked.length) locked = Arrays.copyOf(locked, lockedCount * 2);
      locked[lockedCount++] = slot;
      holder.hold(slot);
    }
    long halves = Math.max(0, zero[slot] - access);
    access++;
    zero[slot] = access + halves + OWN_HALVES;
  }

  @Override
  public void after(int slot, Holder holder) {
    for (int i = lockedCount - 1; i >= 0; i--) {
      int other = locked[i];
      if (zero[other] > access) continue;
      forget(i);
      holder.release(other);
    }
  }

  @Override
  public void freed(int slot) {
    if (zero[slot] == 0) return;
    for (int i = 0; i < lockedCount; i++) {
      if (locked[i] != slot) continue;
      forget(i);
      return;
    }
  }

  private void forget(int index) {
    zero[locked[index]] = 0;
    locked[index] = locked[--lockedCount];
  }
}
