package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The properties of a trace: counts, sizes, lifetimes. Only mallocs, frees and reallocs count as
/// operations; locks, accesses and marks do not.
///
/// The counts are those of the recorded program. The program may have freed an unknown block; this
/// free counts, but it was dropped and is no operation of the trace. So `mallocs + frees + reallocs
/// = ops + dropped frees of unknown blocks`. Frees of NULL do nothing and are never counted, nor
/// are requests that failed.
///
/// @param trace the trace's name
/// @param ops mallocs, frees and reallocs in a replay
/// @param mallocs of all kinds; calloc, memalign, and realloc of NULL are mallocs
/// @param frees including those of unknown blocks
/// @param reallocs of live blocks
/// @param threads with at least one such operation
/// @param peakLiveBytes the most requested bytes that are live at one time
/// @param liveBlocksAtPeak the live blocks when this peak is first reached
/// @param endLiveBytes the requested bytes of blocks that are never freed
/// @param endLiveBlocks the blocks that are never freed
/// @param totalBytes sum of all requests; each malloc and realloc counts in full
/// @param medianRequestBytes of all requests; exact below 2¹⁶, within 1/256 above
/// @param smallRequests the share of requests of at most 32 bytes, 0 to 1
/// @param medianLifetime operations from a block's malloc to its free or the end of the trace;
///   exact below 2¹⁶
/// @param p90Lifetime nine of ten blocks live at most this long
/// @param requests how many requests of each size there are, by powers of two, from the smallest
///   one that occurs
/// @param dropped operations of the program that are not in the trace, of all kinds
/// @param largeRequests requests of at least [TraceBuilder#LARGE_BYTES]
/// @param largeBytes sum of those
/// @param knownRequests those of the large requests whose touched bytes are known
/// @param peakTouchedBytes the most touched bytes that are live at one time. Where they are not
///   known for a block, all of its bytes count; null where they are known for no block
/// @param accesses loads and stores of live blocks; null where none was recorded
/// @param droppedAccesses loads and stores outside of live blocks; null where none was recorded
public record TraceStatistics(
    String trace,
    long ops,
    long mallocs,
    long frees,
    long reallocs,
    int threads,
    long peakLiveBytes,
    long liveBlocksAtPeak,
    long endLiveBytes,
    long endLiveBlocks,
    long totalBytes,
    long medianRequestBytes,
    double smallRequests,
    long medianLifetime,
    long p90Lifetime,
    List<SizeRange> requests,
    long dropped,
    long largeRequests,
    long largeBytes,
    long knownRequests,
    Long peakTouchedBytes,
    Long accesses,
    Long droppedAccesses) {
  /// The largest request that counts as small.
  public static final int SMALL_BYTES = 32;

  /// @param moreThan bytes
  /// @param atMost bytes, a power of two, or 0
  /// @param count requests of such a size
  public record SizeRange(long moreThan, long atMost, long count) {
    /// Which of the ranges a size is in, counted from that of 0.
    public static int indexOf(long size) {
      return size == 0 ? 0 : 1 + Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    }

    /// The largest size of a range.
    public static long largest(int index) {
      return index == 0 ? 0 : 1L << (index - 1);
    }
  }

  public static TraceStatistics of(Trace trace) {
    var count = new Count(trace);
    for (long i = 0; i < trace.count(); i++) count.add(i);
    return count.finish();
  }

  private static final class Count {
    private final Trace trace;
    private final MemorySegment operations;
    private final LiveSet live;
    private final long[] births;
    private final BitSet threads = new BitSet();
    private final Distribution sizes = new Distribution();
    private final Distribution lifetimes = new Distribution();
    private final long[] sizeCounts = new long[Long.SIZE + 1];

    private long mallocs;
    private long frees;
    private long reallocs;
    private long peakBytes;
    private long peakBlocks;
    private long totalBytes;
    private long small;
    private long large;
    private long largeBytes;
    private long peakTouchedBytes;
    private long accesses;

    Count(Trace trace) {
      this.trace = trace;
      operations = trace.operations();
      live = new LiveSet(trace);
      births = new long[trace.slots()];
    }

    void add(long index) {
      int slot = Operation.slot(operations, index);
      switch (Operation.kind(operations, index)) {
        case Operation.MALLOC -> {
          births[slot] = ops();
          mallocs++;
          request(Operation.size(operations, index));
        }
        case Operation.FREE -> {
          lifetimes.add(ops() - births[slot]);
          frees++;
        }
        case Operation.REALLOC -> {
          reallocs++;
          request(Operation.size(operations, index));
        }
        case Operation.ACCESS -> {
          accesses++;
          return;
        }
        default -> {
          return;
        }
      }
      threads.set(Operation.thread(operations, index));
      live.apply(index);
      peakTouchedBytes = Math.max(peakTouchedBytes, live.touchedBytes());
      if (live.bytes() > peakBytes) {
        peakBytes = live.bytes();
        peakBlocks = live.blocks();
      }
    }

    private long ops() {
      return mallocs + frees + reallocs;
    }

    private void request(long size) {
      sizes.add(size);
      sizeCounts[SizeRange.indexOf(size)]++;
      totalBytes += size;
      if (size <= SMALL_BYTES) small++;
      if (size >= TraceBuilder.LARGE_BYTES) {
        large++;
        largeBytes += size;
      }
    }

    TraceStatistics finish() {
      long outside = trace.dropped(Dropped.OUTSIDE_ACCESS);
      boolean hasAccesses = accesses + outside > 0;
      for (int slot = 0; slot < births.length; slot++) {
        if (live.isLive(slot)) lifetimes.add(ops() - births[slot]);
      }
      long requests = mallocs + reallocs;
      return new TraceStatistics(
          trace.name(),
          ops(),
          mallocs,
          frees + trace.dropped(Dropped.UNKNOWN_FREE),
          reallocs,
          threads.cardinality(),
          peakBytes,
          peakBlocks,
          live.bytes(),
          live.blocks(),
          totalBytes,
          sizes.quantile(0.5),
          requests == 0 ? 0 : (double) small / requests,
          lifetimes.quantile(0.5),
          lifetimes.quantile(0.9),
          ranges(),
          trace.dropped(),
          large,
          largeBytes,
          trace.touchedMarks(),
          trace.touchedMarks() == 0 ? null : Long.valueOf(peakTouchedBytes),
          hasAccesses ? Long.valueOf(accesses) : null,
          hasAccesses ? Long.valueOf(outside) : null);
    }

    private List<SizeRange> ranges() {
      var ranges = new ArrayList<SizeRange>();
      for (int i = 0; i < sizeCounts.length; i++) {
        if (sizeCounts[i] == 0 && ranges.isEmpty()) continue;
        long moreThan = i == 0 ? -1 : SizeRange.largest(i - 1);
        ranges.add(new SizeRange(moreThan, SizeRange.largest(i), sizeCounts[i]));
      }
      while (!ranges.isEmpty() && ranges.getLast().count() == 0) ranges.removeLast();
      return List.copyOf(ranges);
    }
  }
}
