package org.heaplab.allocators.collector;

import java.util.function.LongPredicate;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.backing.Backing;

/// A range of addresses that blocks tile. A new block goes to where the cursor is, and the cursor
/// behind it. Most of the time the cursor is at the top. After a collection in which blocks stayed
/// where they were, because they are locked, it passes through the holes between them first.
///
/// ```text
///    base          cursor     hole's end              top            committed
///     ├──────┬──────┬─────────┬────────┬──────┬────────┬ ─ ─ ─ ─ ─ ─ ─ ─ ┤
///     │ new  │ new  │ ▶       │ locked │ hole │ locked │                 │
///     └──────┴──────┴─────────┴────────┴──────┴────────┴ ─ ─ ─ ─ ─ ─ ─ ─ ┘
/// ```
///
/// Invariants:
///
/// 1. blocks and holes tile the space from base to top, each under a header in a committed page,
///    except what is between the cursor and the end of its hole;
/// 2. no page behind the committed end is committed.
///
/// Allocating takes constant time, and a step for each block that a collection left behind, once
/// until the next one. A hole that is too short for a request is passed over until then.
final class LinearSpace {
  private final String name;
  private final Backing backing;
  private final long start;
  private final long base;
  private final long end;

  private long top;
  private long committedEnd;
  private long reservedEnd;

  private long cursor;

  /// The end of the cursor's hole; that of the whole space when the cursor is at the top.
  private long holeEnd;

  private int holesAhead;

  /// Holes that the last pass left.
  private int holes;

  private long firstHole;

  /// Free bytes whose pages the pass that runs may still keep.
  private long spareBytes;

  private long inspections;

  /// @param name of its area, for the walk
  /// @param start of its addresses, at a page's start
  /// @param bytes how many there are
  /// @param quantum a power of two of which all payloads are a multiple, as sizes of blocks are
  LinearSpace(String name, Backing backing, long start, long bytes, long quantum) {
    this.name = name;
    this.backing = backing;
    this.start = start;
    this.base = start + quantum - BlockHeader.BYTES;
    this.end = start + bytes;
    this.top = base;
    this.committedEnd = start;
    this.reservedEnd = start;
    this.cursor = base;
    this.holeEnd = end;
  }

  /// Where the first block lies, if there is one.
  long base() {
    return base;
  }

  /// Where the last block ends.
  long top() {
    return top;
  }

  boolean contains(long address) {
    return address >= start && address < end;
  }

  /// Whether the last pass left holes.
  boolean hasHoles() {
    return holes > 0;
  }

  long inspections() {
    return inspections;
  }

  /// @return a block without a header, or 0 when there is no room or memory for it
  long allocate(long bytes, long boundary) {
    while (true) {
      long block = aligned(cursor, boundary);
      if (bytes <= holeEnd - block && commit(block + bytes)) return take(block, bytes);
      if (isAtTop()) return 0;
      nextHole();
    }
  }

  /// The first block from an address on whose payload is aligned.
  static long aligned(long address, long boundary) {
    return Alignment.up(address + BlockHeader.BYTES, boundary) - BlockHeader.BYTES;
  }

  private boolean isAtTop() {
    return holeEnd == end;
  }

  /// In a hole the header of what is left of it is committed too.
  private boolean commit(long to) {
    long rest = isAtTop() || to == holeEnd ? 0 : BlockHeader.BYTES;
    return backing.commit(cursor, to + rest - cursor);
  }

  private long take(long block, long bytes) {
    if (block > cursor) BlockHeader.set(cursor, block - cursor, BlockHeader.FREE);
    cursor = block + bytes;
    if (isAtTop()) {
      top = cursor;
      committedEnd = Math.max(committedEnd, Alignment.up(top, Backing.PAGE_BYTES));
    }
    return block;
  }

  private void nextHole() {
    closeHole();
    long block = holeEnd;
    while (holesAhead > 0) {
      inspections++;
      long next = block + BlockHeader.bytes(block);
      if (BlockHeader.reference(block) == BlockHeader.FREE) {
        holesAhead--;
        cursor = block;
        holeEnd = next;
        return;
      }
      block = next;
    }
    cursor = top;
    holeEnd = end;
  }

  private void closeHole() {
    if (!isAtTop() && cursor < holeEnd) {
      BlockHeader.set(cursor, holeEnd - cursor, BlockHeader.FREE);
    }
  }

  /// Commits so many bytes behind the top, for blocks that are going to be moved here.
  ///
  /// @return false when there is no room or memory for them
  boolean reserve(long bytes) {
    if (bytes == 0 || bytes <= reservedEnd - top) return true;
    if (bytes > end - top || !backing.commit(top, bytes)) return false;
    reservedEnd = Alignment.up(top + bytes, Backing.PAGE_BYTES);
    committedEnd = Math.max(committedEnd, reservedEnd);
    return true;
  }

  /// Begins a pass over all blocks, which tile the space from base to top now. It says which bytes
  /// are holes from then on, in the order of addresses.
  ///
  /// @param mostSpareBytes free bytes whose pages need not be given back: the lowest are kept
  void beginPass(long mostSpareBytes) {
    closeHole();
    spareBytes = mostSpareBytes;
    holes = 0;
    backing.beginReleases();
  }

  /// Makes bytes a hole, if there are any, which the cursor comes to.
  void addHole(long from, long to) {
    if (from == to) return;
    if (holes++ == 0) firstHole = from;
    setFree(from, to);
  }

  /// Makes bytes a free block, of which a header and two links stay committed.
  void setFree(long from, long to) {
    BlockHeader.set(from, to - from, BlockHeader.FREE);
    if (to - from <= spareBytes) {
      spareBytes -= to - from;
    } else {
      long kept = from + 2 * BlockHeader.BYTES;
      backing.release(kept, Math.max(to - kept, 0));
    }
  }

  /// Ends the pass. The cursor is in the first hole from now on.
  ///
  /// @param newTop where the last block ends
  void endPass(long newTop) {
    top = newTop;
    reservedEnd = newTop;
    trim(spareBytes);
    backing.endReleases();
    cursor = top;
    holeEnd = end;
    if (holes == 0) return;
    cursor = firstHole;
    holeEnd = firstHole;
    holesAhead = holes;
    nextHole();
  }

  /// Gives back the pages behind the top, except those of some bytes.
  void trim(long keptBytes) {
    long from = top == base ? start : top;
    if (keptBytes >= committedEnd - from) return;
    long kept = Alignment.up(from + keptBytes, Backing.PAGE_BYTES);
    backing.release(kept, committedEnd - kept);
    committedEnd = kept;
  }

  /// A pass that makes holes of all blocks but those that stay. Holes that touch become one.
  ///
  /// @param stays is asked of every block and every hole
  void sweep(long mostSpareBytes, LongPredicate stays) {
    beginPass(mostSpareBytes);
    long hole = base;
    for (long block = base, next; block < top; block = next) {
      next = block + BlockHeader.bytes(block);
      if (!stays.test(block)) continue;
      addHole(hole, block);
      hole = next;
    }
    endPass(hole);
  }

  /// Shows the space as an area of its own.
  void walk(BlockWalk walk) {
    walk.visitor().area(name, start, committedEnd - start);
    if (committedEnd == start) return;
    long lead = base - start;
    if (lead > 0) walk.visitor().metadata(start, lead, walk.backing().committedBytes(start, lead));
    for (long block = base, next; block < top; block = next) {
      boolean isRest = !isAtTop() && block == cursor && cursor < holeEnd;
      next = isRest ? holeEnd : block + BlockHeader.bytes(block);
      if (isRest) walk.free(block, next - block);
      else walk.show(block, next - block);
    }
    walk.free(top, committedEnd - top);
  }
}
