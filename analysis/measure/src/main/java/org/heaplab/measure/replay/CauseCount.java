package org.heaplab.measure.replay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.results.table.Cause;

/// What the bytes of a heap are held for, from one walk over it.
///
/// The heap tells what some bytes are. Free bytes of which it does not are told apart by where they
/// are:
///
/// ```text
///     ├─────────── page ──────────┼─────────── page ──────────┼─────────── page ──────────┤
///     │ used block │ free blocks  │        free pages         │ free blocks │ used block  │
///     └────────────┴──────────────┴───────────────────────────┴─────────────┴─────────────┘
/// ```
public final class CauseCount {
  private final Map<Cause, Long> bytes;
  private final long footprintBytes;

  private CauseCount(Map<Cause, Long> bytes, long footprintBytes) {
    this.bytes = bytes;
    this.footprintBytes = footprintBytes;
  }

  /// @param live what is live now
  public static CauseCount of(Heap heap, LiveBytes live) {
    var walk = new Walk();
    heap.walk(walk);
    return new CauseCount(walk.finish(live), heap.footprintBytes());
  }

  public long bytes(Cause cause) {
    return bytes.getOrDefault(cause, 0L);
  }

  /// Why the numbers cannot be right; empty when they can.
  public Optional<String> disagreement() {
    long sum = bytes.values().stream().mapToLong(Long::longValue).sum();
    if (sum != footprintBytes) {
      return Optional.of(
          "the causes must sum to the footprint: %d, %d".formatted(sum, footprintBytes));
    }
    return bytes.entrySet().stream()
        .filter(one -> one.getValue() < 0)
        .findFirst()
        .map(one -> "a cause must not have less than no bytes: " + one);
  }

  private static final class Walk implements HeapVisitor {
    private final Map<Cause, Long> bytes = new EnumMap<>(Cause.class);
    private long usedBytes;
    private long unheldBytes;

    /// Committed bytes of the last span that are in no part of it.
    private long left;

    /// How many of them are at its ends, in pages that hold something else; of metadata, none.
    private long atEnds;

    private Cause otherwise = Cause.METADATA;

    @Override
    public void area(String name, long address, long length) {}

    @Override
    public void used(long handle, long address, long length, int locks) {
      usedBytes += length;
    }

    @Override
    public void untouched(long length) {
      unheldBytes += length;
    }

    @Override
    public void free(long address, long length, long committedBytes) {
      begin(committedBytes, Cause.FREE_PAGES);
      long inner = Math.max(0, floor(address + length) - Backing.wholePages(address));
      atEnds = length - inner;
    }

    @Override
    public void metadata(long address, long length, long committedBytes) {
      begin(committedBytes, Cause.METADATA);
    }

    @Override
    public void part(Part part, long committedBytes) {
      left -= committedBytes;
      add(
          switch (part) {
            case HEADERS -> Cause.HEADERS;
            case ENTRIES -> Cause.ENTRIES;
            case UNUSED_ENTRIES -> Cause.UNUSED_ENTRIES;
            case FREE_SLOTS -> Cause.FREE_SLOTS;
            case PAGE_TAILS -> Cause.PAGE_TAILS;
          },
          committedBytes);
    }

    private static long floor(long address) {
      return address & -Backing.PAGE_BYTES;
    }

    private void begin(long committedBytes, Cause cause) {
      end();
      left = committedBytes;
      otherwise = cause;
    }

    private void end() {
      long ends = Math.min(left, atEnds);
      add(Cause.FREE_BLOCKS, ends);
      add(otherwise, left - ends);
      left = 0;
      atEnds = 0;
    }

    private void add(Cause cause, long more) {
      if (more != 0) bytes.merge(cause, more, Long::sum);
    }

    Map<Cause, Long> finish(LiveBytes live) {
      end();
      long held = usedBytes - unheldBytes - live.touched();
      long untouched = Math.max(0, live.requested() - unheldBytes - live.touched());
      add(Cause.LIVE, live.touched());
      add(Cause.UNTOUCHED, untouched);
      add(Cause.PADDING, held - untouched);
      return bytes;
    }
  }
}
