package org.heaplab.allocators.backing;

import org.heaplab.options.Option;

/// Pages of blocks that a heap has given back and that the system has not yet taken. A heap that
/// frees and allocates in turn finds them resident: that saves system calls and page faults.
/// Jemalloc held dirty pages by such a ratio up to version 4 (`lg_dirty_mult`; Evans et al., 2016).
///
/// They are runs of pages, and count as footprint. All of them go at once
///
/// - when they are more than a share of the footprint, or more runs than there is room for,
/// - before the footprint would pass its limit, or be larger than ever: no peak is theirs.
///
/// Each step looks at every run: at most 64.
public final class DirtyPages {
  /// How the command line gives the share: the option `dirty`, of heaps that would otherwise give
  /// back pages at each free.
  public static final Option OPTION =
      Option.fraction(
              "dirty",
              "share of the footprint that may be pages given back and still resident: they cost"
                  + " memory, and save system calls and page faults",
              0,
              0,
              1)
          .tried(0.0625);

  /// All of them go by one call.
  private static final int MOST_RUNS = DiscardBatch.MOST_RUNS;

  private final DiscardBatch batch;

  /// Where the runs begin and end, in no order.
  private final long[] starts = new long[MOST_RUNS];

  private final long[] ends = new long[MOST_RUNS];
  private int count;
  private long bytes;
  private double share;
  private long peakBytes;

  /// @param batch what they go back through
  DirtyPages(DiscardBatch batch) {
    this.batch = batch;
  }

  /// @param most what they may be of the footprint; 0 for none
  void keep(double most) {
    share = most;
  }

  boolean areKept() {
    return share > 0;
  }

  long bytes() {
    return bytes;
  }

  /// How many bytes from `start` to before `end` are in them.
  long bytesIn(long start, long end) {
    long in = 0;
    for (int i = 0; i < count; i++) {
      in += Math.max(0, Math.min(end, ends[i]) - Math.max(start, starts[i]));
    }
    return in;
  }

  /// Adds a run that was given back.
  ///
  /// @param heldBytes the footprint without any of them
  void add(long start, long end, long heldBytes) {
    if (count == MOST_RUNS) discard();
    int run = neighbour(start, end);
    if (run == count) {
      count++;
      starts[run] = start;
      ends[run] = end;
    } else {
      starts[run] = Math.min(start, starts[run]);
      ends[run] = Math.max(end, ends[run]);
    }
    bytes += end - start;
    if (bytes > share * heldBytes) discard();
  }

  /// The last run that ends where a new one starts or starts where that ends, or `count`.
  private int neighbour(long start, long end) {
    for (int i = count - 1; i >= 0; i--) {
      if (ends[i] == start || starts[i] == end) return i;
    }
    return count;
  }

  /// Lets the heap have pages again, filled with zeros as fresh ones are.
  void reuse(long start, long end) {
    for (int i = count - 1; i >= 0; i--) {
      long from = Math.max(start, starts[i]);
      long to = Math.min(end, ends[i]);
      if (from >= to) continue;
      Memory.fill(from, to - from, (byte) 0);
      bytes -= to - from;
      takeOut(i, from, to);
    }
  }

  private void takeOut(int run, long from, long to) {
    long rest = ends[run];
    if (starts[run] < from) {
      ends[run] = from;
      if (to < rest) split(to, rest);
    } else if (to < rest) {
      starts[run] = to;
    } else {
      count--;
      starts[run] = starts[count];
      ends[run] = ends[count];
    }
  }

  private void split(long start, long end) {
    if (count == MOST_RUNS) {
      bytes -= end - start;
      SystemCalls.discard(start, end - start);
    } else {
      starts[count] = start;
      ends[count++] = end;
    }
  }

  /// Makes room before the footprint grows.
  ///
  /// @param limitBytes the largest footprint there may be
  void makeRoom(long footprintBytes, long growthBytes, long limitBytes) {
    if (growthBytes > Math.min(limitBytes, peakBytes) - footprintBytes) discard();
  }

  /// Remembers the largest footprint.
  void noteFootprint(long footprintBytes) {
    peakBytes = Math.max(peakBytes, footprintBytes);
  }

  /// Gives all of them to the system.
  void discard() {
    if (count == 0) return;
    for (int i = 0; i < count; i++) batch.add(starts[i], ends[i] - starts[i]);
    batch.flush();
    count = 0;
    bytes = 0;
  }
}
