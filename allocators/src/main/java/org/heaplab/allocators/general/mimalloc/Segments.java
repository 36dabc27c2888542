package org.heaplab.allocators.general.mimalloc;

import java.util.BitSet;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CommittedWalk;
import org.heaplab.allocators.mechanism.HeapClock;

/// Which segments are in use, and which of their free slices are to be given back, and when. The
/// header of a segment has its part of that:
///
/// ```text
///    0           8              16                    24                            88
///    ├───────────┬──────────────┬─────────────────────┬─────────────────────────────┤
///    │ segments  │ used spans   │ when to give back   │ a bit for each slice,       │
///    │           │              │ 0: nothing is       │ 1: to be given back         │
///    └───────────┴──────────────┴─────────────────────┴─────────────────────────────┘
/// ```
///
/// Slices that become free go back after 25 ms, but each time that others of their segment become
/// free, this takes a little longer. A segment whose spans are all free is kept for half a second.
/// Time is looked at when slices become free or are used again.
final class Segments {
  private static final long RUN = 0;
  private static final long USED = 8;
  private static final long DUE = 16;
  private static final long MASK = 24;

  private static final int LOG_WORD_BITS = 6;
  private static final int WORDS = SliceRecords.SLICES >> LOG_WORD_BITS;

  private static final long MILLI = 1_000_000;
  private static final long EXTENSION = 2 * MILLI;
  private static final long SEGMENT_DELAY = 500 * MILLI;

  private final Backing backing;
  private final HeapClock clock;
  private final long delay;
  private final int most;

  private final BitSet inUse = new BitSet();

  /// The first of those that lie side by side and are used as one.
  private final BitSet starts = new BitSet();

  /// Not in use, but with pages that have not been given back.
  private final BitSet kept = new BitSet();

  private final long[] keptUntil;
  private int top;

  /// @param most how many there can be
  /// @param delayNanos how long free slices are kept
  Segments(Backing backing, HeapClock clock, int most, long delayNanos) {
    this.backing = backing;
    this.clock = clock;
    this.most = most;
    this.delay = delayNanos;
    this.keptUntil = new long[most];
  }

  /// The segment that an address lies in, or 0 when that is not in use or has no header.
  long at(long address) {
    long number = (address - backing.base()) >> SliceRecords.LOG_SEGMENT_BYTES;
    return number >= 0 && number < top && starts.get((int) number) ? address((int) number) : 0;
  }

  private long address(int number) {
    return backing.base() + ((long) number << SliceRecords.LOG_SEGMENT_BYTES);
  }

  private int number(long segment) {
    return (int) ((segment - backing.base()) >> SliceRecords.LOG_SEGMENT_BYTES);
  }

  /// Segments side by side, the lowest that are not in use.
  ///
  /// @return the first of them, or 0 when there is no room for them or no memory for its header
  long allocate(int count) {
    giveBackKept(false);
    int first = inUse.nextClearBit(0);
    for (int next = inUse.nextSetBit(first); next >= 0 && next - first < count; ) {
      first = inUse.nextClearBit(next);
      next = inUse.nextSetBit(first);
    }
    if (first + count > most) return 0;
    long segment = address(first);
    if (!backing.commit(segment, SliceRecords.HEADER_BYTES)) return 0;
    inUse.set(first, first + count);
    starts.set(first);
    kept.clear(first, first + count);
    top = Math.max(top, first + count);
    Memory.fill(segment, SliceRecords.HEADER_BYTES, (byte) 0);
    Memory.putLong(segment + RUN, count);
    return segment;
  }

  /// Ends the use of segments.
  void free(long segment) {
    int first = number(segment);
    int count = (int) Memory.getLong(segment + RUN);
    inUse.clear(first, first + count);
    starts.clear(first);
    if (count > 1 || delay == 0) {
      backing.release(segment, count * SliceRecords.SEGMENT_BYTES);
    } else {
      kept.set(first);
      keptUntil[first] = clock.nanos() + SEGMENT_DELAY;
    }
    giveBackKept(false);
  }

  private void giveBackKept(boolean all) {
    for (int number = kept.nextSetBit(0); number >= 0; number = kept.nextSetBit(number + 1)) {
      if (!all && clock.nanos() < keptUntil[number]) continue;
      backing.release(address(number), SliceRecords.SEGMENT_BYTES);
      kept.clear(number);
    }
  }

  /// Counts the used spans of a segment.
  ///
  /// @return how many there are now
  long addUsed(long segment, int more) {
    long used = Memory.getLong(segment + USED) + more;
    Memory.putLong(segment + USED, used);
    return used;
  }

  /// Slices are used from now on.
  void use(long segment, int slice, int count) {
    if (Memory.getLong(segment + DUE) == 0) return;
    boolean wasDue = false;
    for (int i = slice; i < slice + count; i++) wasDue |= clear(segment, i);
    if (wasDue) Memory.putLong(segment + DUE, clock.nanos() + delay);
    if (clock.nanos() >= Memory.getLong(segment + DUE)) giveBack(segment);
  }

  /// Slices are free from now on.
  void release(long segment, int slice, int count) {
    for (int i = slice; i < slice + count; i++) {
      long word = word(segment, i);
      Memory.putLong(word, Memory.getLong(word) | 1L << i);
    }
    long now = clock.nanos();
    long due = Memory.getLong(segment + DUE);
    if (delay == 0 || (due != 0 && due + EXTENSION <= now)) giveBack(segment);
    else if (due == 0) Memory.putLong(segment + DUE, now + delay);
    else Memory.putLong(segment + DUE, (due <= now ? now : due) + EXTENSION);
  }

  private boolean clear(long segment, int slice) {
    long word = word(segment, slice);
    long bits = Memory.getLong(word);
    if ((bits & 1L << slice) == 0) return false;
    Memory.putLong(word, bits & ~(1L << slice));
    return true;
  }

  private static long word(long segment, int slice) {
    return segment + MASK + (long) (slice >>> LOG_WORD_BITS) * Long.BYTES;
  }

  private void giveBack(long segment) {
    Memory.putLong(segment + DUE, 0);
    for (int index = 0; index < WORDS; index++) {
      long word = segment + MASK + (long) index * Long.BYTES;
      for (long bits = Memory.getLong(word); bits != 0; ) {
        int from = Long.numberOfTrailingZeros(bits);
        int length = Long.numberOfTrailingZeros(~(bits >>> from));
        long slice = ((long) index << LOG_WORD_BITS) + from;
        backing.release(
            segment + (slice << MimallocSizes.LOG_SLICE_BYTES),
            (long) length << MimallocSizes.LOG_SLICE_BYTES);
        bits = from + length >= Long.SIZE ? 0 : bits & -1L << (from + length);
      }
      Memory.putLong(word, 0);
    }
  }

  /// Gives back all free slices.
  void giveBackAll() {
    giveBackKept(true);
    for (int number = inUse.nextSetBit(0); number >= 0; ) {
      long segment = address(number);
      giveBack(segment);
      number = inUse.nextSetBit(number + (int) Memory.getLong(segment + RUN));
    }
  }

  /// Shows each segment that is in use, and what is still held of others.
  void walk(CommittedWalk walk, SegmentWalk used) {
    for (int number = 0; number < top; ) {
      long segment = address(number);
      int count = inUse.get(number) ? (int) Memory.getLong(segment + RUN) : 1;
      long bytes = count * SliceRecords.SEGMENT_BYTES;
      walk.visitor().area("segment " + number, segment, bytes);
      if (inUse.get(number)) used.show(segment, bytes);
      else walk.free(segment, bytes);
      number += count;
    }
  }

  /// Shows the spans of a segment.
  interface SegmentWalk {
    /// @param bytes of the segment and those that are used with it as one
    void show(long segment, long bytes);
  }
}
