package org.heaplab.workloads.locks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// Which share of what is live a policy holds locked, when the program calls its allocator: then a
/// heap may move blocks. Operations at which nothing is live do not count.
///
/// @param policy the policy
/// @param blocks the share of live blocks, mean over operations; 0 to 1
/// @param bytes the share of live bytes, mean over operations; 0 to 1
/// @param windows the same in equal stretches of the trace
public record LockShares(LockPolicy policy, double blocks, double bytes, List<Window> windows) {
  public LockShares {
    windows = List.copyOf(windows);
  }

  /// A stretch of a trace.
  ///
  /// @param op operations done at its end
  /// @param blocks the share of live blocks, mean over its operations
  /// @param bytes the share of live bytes, mean over its operations
  public record Window(long op, double blocks, double bytes) {}

  /// Whether a trace has accesses, from which locks are inferred.
  public static boolean areKnown(Trace trace) {
    for (long i = 0; i < trace.count(); i++) {
      if (Operation.kind(trace.operations(), i) == Operation.ACCESS) return true;
    }
    return false;
  }

  /// @param windows how many; fewer for a trace with fewer operations
  public static LockShares of(Trace trace, LockPolicy policy, int windows) {
    var count = new Count(trace, policy);
    long ops = 0;
    for (long i = 0; i < trace.count(); i++) {
      if (Operation.counts(Operation.kind(trace.operations(), i))) ops++;
    }
    var all = new ArrayList<Window>();
    long done = 0;
    for (long i = 0; i < trace.count(); i++) {
      if (!count.apply(i)) continue;
      done++;
      if (done * windows / Math.max(1, ops) > all.size()) all.add(count.window(done));
    }
    return new LockShares(policy, count.blocks.mean(), count.bytes.mean(), all);
  }

  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    double mean() {
      return count == 0 ? 0 : sum / count;
    }
  }

  /// What is locked while one goes through a trace.
  private static final class Count implements LockSpans.Holder {
    private final Trace trace;
    private final LiveSet live;
    private final LockSpans spans;
    private final BitSet locked = new BitSet();
    private long lockedBlocks;
    private long lockedBytes;
    private final Mean blocks = new Mean();
    private final Mean bytes = new Mean();
    private Mean windowBlocks = new Mean();
    private Mean windowBytes = new Mean();

    Count(Trace trace, LockPolicy policy) {
      this.trace = trace;
      live = new LiveSet(trace);
      spans = policy.plan(trace.operations(), trace.count(), trace.slots()).begin();
    }

    @Override
    public void hold(int slot) {
      locked.set(slot);
      lockedBlocks++;
      lockedBytes += live.size(slot);
    }

    @Override
    public void release(int slot) {
      locked.clear(slot);
      lockedBlocks--;
      lockedBytes -= live.size(slot);
    }

    /// @return whether it was a malloc, free or realloc
    boolean apply(long index) {
      int slot = Operation.slot(trace.operations(), index);
      byte kind = Operation.kind(trace.operations(), index);
      if (kind == Operation.ACCESS) {
        spans.before(slot, this);
        spans.after(slot, this);
        return false;
      }
      if (!Operation.counts(kind)) return false;
      boolean wasLocked = locked.get(slot);
      if (wasLocked) release(slot);
      live.apply(index);
      if (kind == Operation.FREE) spans.freed(slot);
      else if (wasLocked) hold(slot);
      add();
      return true;
    }

    private void add() {
      if (live.blocks() == 0) return;
      double ofBlocks = (double) lockedBlocks / live.blocks();
      double ofBytes = live.bytes() == 0 ? 0 : (double) lockedBytes / live.bytes();
      blocks.add(ofBlocks);
      bytes.add(ofBytes);
      windowBlocks.add(ofBlocks);
      windowBytes.add(ofBytes);
    }

    Window window(long done) {
      var window = new Window(done, windowBlocks.mean(), windowBytes.mean());
      windowBlocks = new Mean();
      windowBytes = new Mean();
      return window;
    }
  }
}
