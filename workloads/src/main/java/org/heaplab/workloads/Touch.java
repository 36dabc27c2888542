package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;

/// How much of its large blocks a program is assumed to have touched. A replay writes this much.
/// Large blocks have at least [TraceBuilder#LARGE_BYTES]; smaller ones are always written
/// completely.
///
/// @param recorded whether the touched bytes in the trace are used
/// @param firstBytes the most bytes of one block that count
public record Touch(boolean recorded, long firstBytes) {
  /// What the trace says; the whole block where the trace does not know it.
  public static final Touch RECORDED = new Touch(true, Long.MAX_VALUE);

  /// The whole of every block, even where the trace says less.
  public static final Touch ALL = new Touch(false, Long.MAX_VALUE);

  /// At most this many bytes of a block; fewer where the trace says so.
  public static Touch first(long bytes) {
    return new Touch(true, bytes);
  }

  /// Returns the trace to replay: the given one, or a new one. In the second case the given one is
  /// closed.
  public Trace applyTo(Trace trace) {
    boolean same = equals(RECORDED) || (equals(ALL) && trace.touchedMarks() == 0);
    if (same) return trace;
    return new TraceRewriting(new Touching(this)).rewrite(trace);
  }

  private static final class Touching implements TraceRewriting.Sizes {
    private final Touch touch;

    Touching(Touch touch) {
      this.touch = touch;
    }

    @Override
    public long size(long bytes) {
      return bytes;
    }

    @Override
    public long touched(MemorySegment operations, long request) {
      if (touch.firstBytes == Long.MAX_VALUE) return -1;
      long touched =
          touch.recorded
              ? Operation.touched(operations, request)
              : Operation.size(operations, request);
      return Math.min(touched, touch.firstBytes);
    }
  }
}
