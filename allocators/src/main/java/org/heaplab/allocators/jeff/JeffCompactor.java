package org.heaplab.allocators.jeff;

import static org.heaplab.allocators.jeff.HeaderLayout.FREE;
import static org.heaplab.allocators.jeff.HeaderLayout.GRANULE_BYTES;
import static org.heaplab.allocators.jeff.HeaderLayout.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Memory;

/// Moves blocks down in passes over the list of headers, sorted by address.
///
/// ```text
///   before      │ F1 │ F2 │ U1 │ U2 │ L │ U3 │ A          F free, U unlocked, L locked
///   coalesce    │ F1      │ U1 │ U2 │ L │ U3 │ A
///   slide       │ U1 │ U2 │ F1      │ L │ U3 │ A
///   jump        │ U1 │ U2 │ U3 │ F1 │ L │ F2 │ A          if U3 is small enough
/// ```
///
/// One pass takes the lowest free blocks that it has not seen and coalesces them into one hole. It
/// fills the hole with the run of unlocked blocks behind it. Where a locked block lies there, it
/// takes the nearest run beyond for which there is room. It is greedy: what is best for one hole
/// need not be best for all.
///
/// The sort costs O(n log n) in the number of blocks, the passes O(n) where nothing is locked, and
/// otherwise what [JumpSearch] says.
final class JeffCompactor {
  private static final long NONE = Headers.NONE;

  private final Headers headers;
  private final AddressSort sort;
  private final JumpSearch search;
  private long budget;

  /// Headers must not reach below this address.
  private long floor;

  /// The block that the pass visits, and the one before it in the list.
  private long at;

  private long before;

  JeffCompactor(Headers headers) {
    this.headers = headers;
    this.sort = new AddressSort(headers);
    this.search = new JumpSearch(headers);
  }

  /// Moves what can be moved, and leaves the list sorted.
  ///
  /// @param budgetGranules stop before more than these have been moved
  /// @param blocksEnd where the last block ends
  /// @return granules moved
  long compact(long budgetGranules, long blocksEnd) {
    budget = budgetGranules;
    floor = blocksEnd;
    search.restart();
    sort.sort();
    before = NONE;
    at = headers.root();
    while (at != NONE) {
      if (!headers.isFree(at)) {
        skip();
        continue;
      }
      coalesce();
      if (headers.next(at) == NONE) break;
      if (!slide() && !jump()) skip();
    }
    return budgetGranules - budget;
  }

  /// Takes a free block at the end of the list off it, and makes its header unused.
  ///
  /// @return where the last block ends now
  long cutEnd() {
    if (at == NONE) return floor;
    long end = headers.address(at);
    headers.link(before, NONE);
    headers.give(at);
    return end;
  }

  private void skip() {
    before = at;
    at = headers.next(at);
  }

  private void coalesce() {
    for (long next = headers.next(at); isFree(next); next = headers.next(at)) {
      headers.setGranules(at, headers.granules(at) + headers.granules(next));
      headers.setNext(at, headers.next(next));
      headers.give(next);
    }
  }

  /// Moves the run of unlocked blocks behind the hole to its start, or as near to it as the
  /// alignment of the first of them allows.
  private boolean slide() {
    long first = headers.next(at);
    long shift = headers.granules(at) & -headers.alignmentGranules(first);
    if (shift == 0 || !canMove(first, budget)) return false;
    long last = first;
    long moved = headers.granules(first);
    for (long next = headers.next(last);
        canMove(next, budget - moved) && shift % headers.alignmentGranules(next) == 0;
        next = headers.next(last)) {
      last = next;
      moved += headers.granules(next);
    }
    long rest = headers.next(last);
    long gap = headers.granules(at) - shift;
    if (gap > 0 && !isFree(rest) && !canTake()) return false;
    long hole = headers.granule(first) + moved - shift;
    move(first, last, moved, shift);
    if (gap == 0) {
      headers.link(before, first);
      headers.setNext(last, at);
      headers.setNext(at, rest);
      headers.setBlock(at, hole, shift);
    } else {
      headers.setGranules(at, gap);
      at = open(last, rest, hole, shift);
    }
    before = last;
    return true;
  }

  /// Moves the nearest run of unlocked blocks for which the hole has room, past what lies between.
  private boolean jump() {
    long room = Math.min(headers.granules(at), budget);
    long first = search.find(at, room);
    if (first == NONE) return false;
    long previous = search.previous();
    long last = first;
    long moved = headers.granules(first);
    for (long next = headers.next(last);
        search.jumps(next, room - moved);
        next = headers.next(last)) {
      last = next;
      moved += headers.granules(next);
    }
    long rest = headers.next(last);
    long left = headers.granules(at) - moved;
    if (left > 0 && !headers.isFree(previous) && !isFree(rest) && !canTake()) return false;
    long source = headers.granule(first);
    long target = headers.granule(at);
    move(first, last, moved, source - target);
    headers.link(before, first);
    before = last;
    if (left > 0) {
      headers.setNext(last, at);
      headers.setBlock(at, target + moved, left);
    } else {
      long filled = at;
      at = headers.next(filled);
      headers.setNext(last, at);
      headers.give(filled);
    }
    if (headers.isFree(previous)) {
      headers.setGranules(previous, headers.granules(previous) + moved);
      headers.setNext(previous, rest);
    } else {
      open(previous, rest, source, moved);
    }
    return true;
  }

  private void move(long first, long last, long granules, long shift) {
    budget -= granules;
    long source = headers.address(first);
    Memory.copy(source, source - shift * GRANULE_BYTES, granules << LOG_GRANULE_BYTES);
    for (long header = first; ; header = headers.next(header)) {
      headers.setGranule(header, headers.granule(header) - shift);
      if (header == last) return;
    }
  }

  /// Makes granules between two blocks of the list a free block, or part of the latter if that is
  /// free.
  private long open(long previous, long rest, long granule, long granules) {
    long hole = rest;
    if (isFree(rest)) {
      headers.setBlock(rest, granule, granules + headers.granules(rest));
    } else {
      hole = headers.take(granule, granules, FREE);
      headers.setNext(hole, rest);
    }
    headers.setNext(previous, hole);
    return hole;
  }

  private boolean canTake() {
    return headers.bottomWith(1, 0) >= floor && headers.prepare(1, 0);
  }

  private boolean isFree(long header) {
    return header != NONE && headers.isFree(header);
  }

  private boolean canMove(long header, long room) {
    return header != NONE && headers.isUnlocked(header) && headers.granules(header) <= room;
  }
}
