package org.heaplab.workloads.locks;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.heaplab.workloads.Operation;

/// Locks from the first access of a burst to the last. Which access is the last of its burst is
/// known only later, so one pass over the trace finds these accesses beforehand. A bit stands for
/// each access.
///
/// ```text
///   accesses to a block   x xx x          x x        free
///   gap of at least N           ──────────
///   locked                ├────┤          ├─┤
/// ```
final class BurstLocks implements LockSpans {
  private static final long NEVER = -1;

  /// The accesses, counted from 0, that are the last of their burst.
  private final BitSet lasts;

  private final BitSet locked = new BitSet();
  private int access;

  private BurstLocks(BitSet lasts) {
    this.lasts = lasts;
  }

  static LockPlan plan(MemorySegment operations, long count, int slots, long gap) {
    var lasts = new BitSet();
    var lastAccess = new int[slots];
    var lastStep = new long[slots];
    Arrays.fill(lastStep, NEVER);
    int accesses = 0;
    long step = 0;
    for (long i = 0; i < count; i++) {
      byte kind = Operation.kind(operations, i);
      int slot = Operation.slot(operations, i);
      if (kind == Operation.ACCESS) {
        boolean isNew = lastStep[slot] != NEVER && step - lastStep[slot] > gap;
        if (isNew) lasts.set(lastAccess[slot]);
        lastAccess[slot] = accesses++;
        lastStep[slot] = step++;
      } else if (Operation.counts(kind)) {
        if (kind == Operation.FREE && lastStep[slot] != NEVER) {
          lasts.set(lastAccess[slot]);
          lastStep[slot] = NEVER;
        }
        step++;
      }
    }
    for (int slot = 0; slot < slots; slot++) {
      if (lastStep[slot] != NEVER) lasts.set(lastAccess[slot]);
    }
    return () -> new BurstLocks(lasts);
  }

  @Override
  public void before(int slot, Holder holder) {
    if (locked.get(slot)) return;
    locked.set(slot);
    holder.hold(slot);
  }

  @Override
  public void after(int slot, Holder holder) {
    if (!lasts.get(access++)) return;
    locked.clear(slot);
    holder.release(slot);
  }

  /// Its last burst has ended before.
  @Override
  public void freed(int slot) {}
}
