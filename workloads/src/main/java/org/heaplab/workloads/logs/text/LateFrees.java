package org.heaplab.workloads.logs.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Frees that are written into the log after the malloc that was given their address. A thread that
/// frees a block writes its line when the block is free already; another thread may get the address
/// and write its line first:
///
/// ```text
/// 1: malloc 0x10      the old block
/// 2: malloc 0x10      the new block: the old one must be free
/// 1: free 0x10        and here is its free, late
/// ```
///
/// Between giving a block up and writing that line a thread does nothing else. So the next free of
/// the address is the old block's exactly when its thread has made no call since the malloc;
/// otherwise it is the new block's, and the old one's is lost. Where a log does not tell its
/// threads but is known to write late, it is the old block's when it comes soon.
///
/// Android's memory_replay repairs logs to the same end (TraceVerifier): it searches the next free
/// of the address, however far, and swaps it with the malloc.
public final class LateFrees {
  private static final long SOON = 1000;

  private final boolean withoutThreads;
  private final Map<Long, Reuse> reuses = new HashMap<>();
  private long[] lastCalls = new long[16];
  private long calls;
  private int thread;
  private long previousCall;
  private boolean threadsKnown;
  private long lost;
  private long found;

  /// @param thread that the new block was given to
  /// @param call in which
  private record Reuse(int thread, long call) {}

  public LateFrees(boolean withoutThreads) {
    this.withoutThreads = withoutThreads;
  }

  public void thread(int number) {
    thread = number;
    threadsKnown = true;
  }

  public void nextCall() {
    if (thread >= lastCalls.length) {
      lastCalls = Arrays.copyOf(lastCalls, Math.max(thread + 1, 2 * lastCalls.length));
    }
    previousCall = lastCalls[thread];
    lastCalls[thread] = ++calls;
  }

  /// The old block at an address was freed, without a call for it so far.
  public void expect(long address) {
    reuses.put(address, new Reuse(thread, calls));
    lost++;
  }

  /// Whether the call that is made now, which gives an address up, is the old block's.
  public boolean takes(long address) {
    if (reuses.isEmpty()) return false;
    Reuse reuse = reuses.remove(address);
    if (reuse == null) return false;
    boolean late =
        threadsKnown
            ? thread != reuse.thread && previousCall < reuse.call
            : withoutThreads && calls - reuse.call <= SOON;
    if (!late) return false;
    lost--;
    found++;
    return true;
  }

  public long lost() {
    return lost;
  }

  public long found() {
    return found;
  }
}
