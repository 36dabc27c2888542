package org.heaplab.workloads.locks;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// When a program would hold its blocks locked, if it reached them through handles. Programs of
/// today hold no locks, so this is inferred from their loads and stores.
///
/// A block that is never freed is treated as all others. A block that is never accessed is never
/// locked.
public sealed interface LockPolicy {
  /// Those that are compared with each other.
  List<LockPolicy> USUAL = List.of(new Burst(1000), new Steve(), new Life());

  /// Prepares to go through a trace.
  ///
  /// @param operations as a trace has them
  /// @param count how many there are
  /// @param slots the largest slot number plus one
  LockPlan plan(MemorySegment operations, long count, int slots);

  /// A block is locked from the first access of a burst to the last. A burst ends when `gap`
  /// accesses and calls of the allocator follow without an access to the block. This is a client
  /// that locks a block where it begins to use it, and unlocks it when it is done.
  ///
  /// @param gap at least 1
  record Burst(long gap) implements LockPolicy {
    public Burst {
      if (gap < 1) throw new IllegalArgumentException("burst must be at least 1: " + gap);
    }

    @Override
    public LockPlan plan(MemorySegment operations, long count, int slots) {
      return BurstLocks.plan(operations, count, slots, gap);
    }

    @Override
    public String toString() {
      return "burst=" + gap;
    }
  }

  /// The counters of Jansson's thesis (*JEFF and STEVE*, 2015): each access to a block adds 1 to
  /// its counter and takes ½ from those of all others, down to 0. A block is locked while its
  /// counter is above 0.
  record Steve() implements LockPolicy {
    @Override
    public LockPlan plan(MemorySegment operations, long count, int slots) {
      return () -> new SteveLocks(slots);
    }

    @Override
    public String toString() {
      return "steve";
    }
  }

  /// A block is locked from its first access to its last: what a client does at worst that never
  /// locks a block twice.
  record Life() implements LockPolicy {
    @Override
    public LockPlan plan(MemorySegment operations, long count, int slots) {
      return BurstLocks.plan(operations, count, slots, Long.MAX_VALUE);
    }

    @Override
    public String toString() {
      return "life";
    }
  }

  /// Reads a policy as it prints itself: `burst=N`, `steve`, `life`.
  ///
  /// @throws IllegalArgumentException when it is none of these
  static LockPolicy parse(String text) {
    if (text.equals("steve")) return new Steve();
    if (text.equals("life")) return new Life();
    if (text.startsWith("burst=")) {
      String gap = text.substring("burst=".length());
      if (gap.matches("[0-9]{1,18}")) return new Burst(Long.parseLong(gap));
    }
    throw new IllegalArgumentException("a lock policy must be burst=N, steve or life: " + text);
  }
}
