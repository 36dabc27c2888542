package org.heaplab.workloads.logs.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Frees that come in the log after the malloc that reused their address. A thread frees a block
/// first and writes its line afterwards. In between, another thread may get the address and write
/// its own line:
///
/// ```text
/// 1: malloc 0x10      the old block
/// 2: malloc 0x10      the new block: the old one must be free
/// 1: free 0x10        the free of the old block, late
/// ```
///
/// Between the free and its line a thread makes no other call. So if a thread made no call since
/// the malloc and then frees the address, it freed the old block. Otherwise it freed the new block,
/// and the line of the old block's free is lost. A log without thread numbers may still be known to
/// write frees late. Then a free soon after the malloc is the old block's.
///
/// Android's memory_replay solves the same problem in another way (TraceVerifier): it searches for
/// the next free of the address, at any distance, and swaps it with the malloc.
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

  /// @param thread that got the new block
  /// @param call the number of the call in which it got the block
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

  /// Notes that the old block at an address was freed and that no call for this was read yet.
  public void expect(long address) {
    reuses.put(address, new Reuse(thread, calls));
    lost++;
  }

  /// Whether the current call, which frees an address, is the late free of the old block.
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
