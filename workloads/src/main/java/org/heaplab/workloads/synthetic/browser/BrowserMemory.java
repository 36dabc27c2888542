package org.heaplab.workloads.synthetic.browser;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.heaplab.workloads.TraceBuilder;

/// The blocks of a browser, which may have a limit of live bytes. Before a request would pass the
/// limit, the browser gives up what it can do without.
final class BrowserMemory {
  /// A request would pass the limit, and there is nothing left to give up.
  static final class LimitReached extends RuntimeException {
    private LimitReached() {
      super("the limit of live bytes is reached", null, false, false);
    }
  }

  private final TraceBuilder trace;
  private final long limit;
  private BooleanSupplier giveUp = () -> false;
  private long[] sizes = new long[64];
  private long live;

  BrowserMemory(TraceBuilder trace, long limit) {
    this.trace = trace;
    this.limit = limit;
  }

  /// @param something gives something up; returns false when there is nothing left
  void givingUp(BooleanSupplier something) {
    giveUp = something;
  }

  /// @throws LimitReached when there is no room for it
  int malloc(long size) {
    makeRoom(size);
    int slot = trace.malloc(size);
    if (slot >= sizes.length) sizes = Arrays.copyOf(sizes, slot * 2);
    sizes[slot] = size;
    live += size;
    return slot;
  }

  /// @throws LimitReached when there is no room for it; the block is then as it was
  void realloc(int slot, long size) {
    makeRoom(size - sizes[slot]);
    trace.realloc(slot, size);
    live += size - sizes[slot];
    sizes[slot] = size;
  }

  void free(int slot) {
    trace.free(slot);
    live -= sizes[slot];
  }

  /// The block may not move until it is unlocked: the browser fills it.
  void lock(int slot) {
    trace.lock(slot);
  }

  void unlock(int slot) {
    trace.unlock(slot);
  }

  long size(int slot) {
    return sizes[slot];
  }

  private void makeRoom(long more) {
    while (more > 0 && live + more > limit) {
      if (!giveUp.getAsBoolean()) throw new LimitReached();
    }
  }
}
