package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;

/// All sizes of a trace times a number. What an allocator rounds and adds to each block, and the
/// page that it has left over, then matter so many times less, and what remains is its policy
/// (Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998, who take 16).
///
/// @param times at least 1
public record Scale(int times) {
  /// Sizes as they were recorded.
  public static final Scale ONE = new Scale(1);

  public Scale {
    if (times < 1) throw new IllegalArgumentException("a scale must be at least 1: " + times);
  }

  /// Returns the trace to replay: the given one, or a new one. In the second case the given one is
  /// closed.
  ///
  /// @throws ArithmeticException when a size would be 2^63 or more
  public Trace applyTo(Trace trace) {
    return times == 1 ? trace : new TraceRewriting(new Scaling(times)).rewrite(trace);
  }

  private static final class Scaling implements TraceRewriting.Sizes {
    private final int times;

    Scaling(int times) {
      this.times = times;
    }

    @Override
    public long size(long bytes) {
      return Math.multiplyExact(bytes, times);
    }

    @Override
    public long touched(MemorySegment operations, long request) {
      return Operation.knowsTouched(operations, request)
          ? size(Operation.touched(operations, request))
          : -1;
    }
  }
}
