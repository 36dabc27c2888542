package org.heaplab.allocators.general.mimalloc;

import static org.heaplab.allocators.general.mimalloc.SliceRecords.FREE_SPAN;
import static org.heaplab.allocators.general.mimalloc.SliceRecords.LARGE_BLOCK;
import static org.heaplab.allocators.general.mimalloc.SliceRecords.SLICES;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Bitmap;
import org.heaplab.allocators.mechanism.Log2;

/// Runs of slices. Free ones are in queues by their length, four queues for each doubling, the last
/// freed first. A request takes the first span that is long enough, in the queue of its length or
/// the next one that has one, cut to length. When there is none, a new segment gives one of all its
/// slices but the first.
///
/// Invariants:
///
/// 1. spans tile a segment behind its first slice;
/// 2. no two free spans of a segment touch.
///
/// Freeing takes constant time, and so does allocating, but for spans of the request's queue that
/// are shorter than it.
final class SliceSpans {
  private static final int LOG_STEPS = 2;

  /// One more than the queue of the longest span.
  private static final int QUEUES = queue(SLICES) + 1;

  private final Backing backing;
  private final Segments segments;
  private final long[] first = new long[QUEUES];
  private final Bitmap occupied = new Bitmap(QUEUES);
  private long inspections;

  SliceSpans(Backing backing, Segments segments) {
    this.backing = backing;
    this.segments = segments;
  }

  long inspections() {
    return inspections;
  }

  private static int queue(int count) {
    int less = count - 1;
    if (less < 1 << (LOG_STEPS + 1)) return count;
    int log = Log2.floor(less);
    return ((log << LOG_STEPS) | (less >>> (log - LOG_STEPS) & 3)) - (1 << LOG_STEPS) + 1;
  }

  /// A span of so many slices, or 0 when there is no room or memory for it.
  ///
  /// @param bin what it is going to be
  long allocate(int count, int bin) {
    long span = find(count);
    if (span == 0) {
      if (!addSegment()) return 0;
      span = find(count);
    }
    return take(span, count, bin);
  }

  private long find(int count) {
    for (int queue = occupied.firstFrom(queue(count)); queue >= 0; ) {
      for (long span = first[queue]; span != 0; span = SliceRecords.next(span)) {
        inspections++;
        if (SliceRecords.count(span) >= count) return span;
      }
      queue = queue + 1 < QUEUES ? occupied.firstFrom(queue + 1) : -1;
    }
    return 0;
  }

  private boolean addSegment() {
    long segment = segments.allocate(1);
    if (segment == 0) return false;
    boolean isReady =
        SliceRecords.commit(backing, segment, 1, 1)
            && SliceRecords.commit(backing, segment, SLICES - 1, 1);
    if (!isReady) {
      segments.free(segment);
      return false;
    }
    push(SliceRecords.place(segment, 1, SLICES - 1, FREE_SPAN));
    return true;
  }

  /// Makes the first slices of a free span a used one.
  ///
  /// @return it, or 0 when there is no memory for the records
  private long take(long span, int count, int bin) {
    long segment = SliceRecords.segment(backing, span);
    int slice = SliceRecords.slice(segment, span);
    int all = SliceRecords.count(span);
    int from = bin == LARGE_BLOCK ? slice + count - 1 : slice;
    int to = Math.min(slice + count + 1, slice + all);
    if (!SliceRecords.commit(backing, segment, from, to - from)) return 0;
    remove(span);
    SliceRecords.place(segment, slice, count, bin);
    if (bin != LARGE_BLOCK) SliceRecords.placeInner(span);
    if (all > count) push(SliceRecords.place(segment, slice + count, all - count, FREE_SPAN));
    segments.addUsed(segment, 1);
    segments.use(segment, slice, count);
    SliceRecords.setStart(span, address(segment, slice));
    return span;
  }

  private static long address(long segment, int slice) {
    return segment + ((long) slice << MimallocSizes.LOG_SLICE_BYTES);
  }

  /// Frees a used span.
  void free(long span) {
    long segment = SliceRecords.segment(backing, span);
    int slice = SliceRecords.slice(segment, span);
    int count = SliceRecords.count(span);
    int end = slice + count;
    int from = slice;
    int to = end;
    if (end < SLICES) {
      long after = SliceRecords.record(segment, end);
      if (SliceRecords.bin(after) == FREE_SPAN) {
        to += SliceRecords.count(after);
        remove(after);
      }
    }
    if (slice > 1) {
      long before = SliceRecords.spanOf(SliceRecords.record(segment, slice - 1));
      if (SliceRecords.bin(before) == FREE_SPAN) {
        from -= SliceRecords.count(before);
        remove(before);
      }
    }
    long whole = SliceRecords.place(segment, from, to - from, FREE_SPAN);
    if (segments.addUsed(segment, -1) == 0) {
      segments.free(segment);
      return;
    }
    push(whole);
    segments.release(segment, slice, count);
  }

  private void push(long span) {
    int queue = queue(SliceRecords.count(span));
    long next = first[queue];
    SliceRecords.setNext(span, next);
    SliceRecords.setPrevious(span, 0);
    if (next != 0) SliceRecords.setPrevious(next, span);
    first[queue] = span;
    occupied.set(queue);
  }

  private void remove(long span) {
    int queue = queue(SliceRecords.count(span));
    long next = SliceRecords.next(span);
    long previous = SliceRecords.previous(span);
    if (previous == 0) first[queue] = next;
    else SliceRecords.setNext(previous, next);
    if (next != 0) SliceRecords.setPrevious(next, previous);
    if (first[queue] == 0) occupied.clear(queue);
  }
}
