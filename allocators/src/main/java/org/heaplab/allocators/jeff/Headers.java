package org.heaplab.allocators.jeff;

import static org.heaplab.allocators.jeff.HeaderLayout.FLAGS;
import static org.heaplab.allocators.jeff.HeaderLayout.FREE;
import static org.heaplab.allocators.jeff.HeaderLayout.GRANULE_BYTES;
import static org.heaplab.allocators.jeff.HeaderLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.jeff.HeaderLayout.MEMORY;
import static org.heaplab.allocators.jeff.HeaderLayout.NEXT;
import static org.heaplab.allocators.jeff.HeaderLayout.NEXT_UNUSED;
import static org.heaplab.allocators.jeff.HeaderLayout.NUMBER_BITS;
import static org.heaplab.allocators.jeff.HeaderLayout.NUMBER_MASK;
import static org.heaplab.allocators.jeff.HeaderLayout.SIZE;
import static org.heaplab.allocators.jeff.HeaderLayout.UNLOCKED;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// The headers, an array that grows down from the top of the heap. A header never moves, for its
/// address is the client's handle.
///
/// ```text
///      bottom                                       top
///        ├────────┬────────┬ ─ ─ ─ ─ ─ ─ ─ ┬────────┤
///        │ n      │ n - 1  │               │ 1      │   numbers, from 1; 0 is no header
///        └────────┴────────┴ ─ ─ ─ ─ ─ ─ ─ ┴────────┘
/// ```
///
/// Invariants:
///
/// 1. every block, used or free, has one header, and the list from [#root] leads to all of these;
/// 2. a header without a block is unused, and is taken again before the array grows;
/// 3. headers from 1 to count are committed, and so are the spare ones that a request leaves.
///
/// Taking and giving take constant time, the search for an unused header aside.
final class Headers {
  static final long NONE = 0;

  private final Backing backing;
  private final HeaderLayout layout;
  private final long heapBase;
  private final long top;
  private final long bytes;

  /// The inverse of a header's bytes modulo 2^64. A distance that is a whole number of headers,
  /// times this, is that number. Any other distance gives a number that no header has.
  private final long inverse;

  private long count;
  private long everCount;
  private long unused;
  private long root;

  /// The first header of the unused list, where there is one.
  private long firstUnused;

  /// No header with a lower number is unused, where there is no list.
  private long searchFrom = 1;

  Headers(Backing backing, HeaderLayout layout) {
    this.backing = backing;
    this.layout = layout;
    this.heapBase = backing.base();
    this.top = backing.base() + backing.bytes();
    this.bytes = layout.headerBytes();
    this.inverse = inverseOf(bytes);
  }

  /// Newton's iteration: each step doubles the number of low bits that are right, from three.
  private static long inverseOf(long odd) {
    long inverse = odd;
    while (inverse * odd != 1) inverse *= 2 - inverse * odd;
    return inverse;
  }

  long top() {
    return top;
  }

  long bottom() {
    return top - count * bytes;
  }

  long count() {
    return count;
  }

  long headerBytes() {
    return bytes;
  }

  /// Whether an address is that of a header that was taken at some time.
  boolean wasTaken(long address) {
    return Long.compareUnsigned(quotient(address) - 1, everCount) < 0;
  }

  /// Whether an address is that of a header with a used block.
  boolean isUsed(long address) {
    return Long.compareUnsigned(quotient(address) - 1, count) < 0
        && !isUnused(address)
        && flags(address) != FREE;
  }

  /// The number of a header, or 0 for none.
  int numberOf(long header) {
    return header == NONE ? 0 : (int) quotient(header);
  }

  private long quotient(long address) {
    return (top - address) * inverse;
  }

  long header(long number) {
    return number == 0 ? NONE : top - number * bytes;
  }

  /// How far down the headers will reach when some more are in use.
  ///
  /// @param wanted headers to take, out of the unused ones first
  /// @param spare fresh headers to leave beyond these
  long bottomWith(long wanted, long spare) {
    return top - countWith(wanted, spare) * bytes;
  }

  private long countWith(long wanted, long spare) {
    return count + Math.max(wanted - unused, 0) + spare;
  }

  /// Makes sure that headers can be taken.
  ///
  /// @return false when the heap's limit or the width of a number leaves no room for them
  boolean prepare(long wanted, long spare) {
    long enough = countWith(wanted, spare);
    return enough <= NUMBER_MASK && backing.commit(top - enough * bytes, (enough - count) * bytes);
  }

  /// Takes a header for a block, which [#prepare] has made sure there is.
  long take(long granule, long granules, int flags) {
    long header = unused == 0 ? extend() : takeUnused();
    setBlock(header, granule, granules);
    setFlags(header, flags);
    Memory.putInt(header + NEXT, 0);
    return header;
  }

  private long extend() {
    count++;
    everCount = Math.max(everCount, count);
    return header(count);
  }

  private long takeUnused() {
    unused--;
    long header;
    if (layout.hasUnusedList()) {
      header = firstUnused;
      firstUnused = header(Memory.getInt(header + NEXT_UNUSED));
    } else {
      while (!isUnused(header(searchFrom))) searchFrom++;
      header = header(searchFrom);
    }
    return header;
  }

  /// Makes a header unused. Its block is another's by now, and the list no longer leads to it.
  void give(long header) {
    Memory.putInt(header + MEMORY, 0);
    unused++;
    if (layout.hasUnusedList()) {
      Memory.putInt(header + NEXT_UNUSED, numberOf(firstUnused));
      firstUnused = header;
    } else {
      searchFrom = Math.min(searchFrom, numberOf(header));
    }
  }

  /// Shortens the array to its last header with a block, and puts the unused ones that are left in
  /// the order of their numbers.
  void trim() {
    while (count > 0 && isUnused(header(count))) count--;
    unused = 0;
    firstUnused = NONE;
    searchFrom = count + 1;
    for (long number = count; number > 0; number--) {
      if (isUnused(header(number))) give(header(number));
    }
  }

  /// Forgets all headers.
  void clear() {
    count = 0;
    unused = 0;
    root = NONE;
    firstUnused = NONE;
    searchFrom = 1;
  }

  /// The first block of the list: after sorting, the one with the lowest address.
  long root() {
    return root;
  }

  void setRoot(long header) {
    root = header;
  }

  /// Puts a block before all others.
  void push(long header) {
    setNext(header, root);
    root = header;
  }

  long next(long header) {
    return header(Memory.getInt(header + NEXT) & NUMBER_MASK);
  }

  void setNext(long header, long next) {
    int alignment = Memory.getInt(header + NEXT) & ~NUMBER_MASK;
    Memory.putInt(header + NEXT, alignment | numberOf(next));
  }

  /// Links a block behind another, or at the start of the list when that is none.
  void link(long before, long header) {
    if (before == NONE) root = header;
    else setNext(before, header);
  }

  long alignmentGranules(long header) {
    return 1L << (Memory.getInt(header + NEXT) >>> NUMBER_BITS);
  }

  void setAlignmentGranules(long header, long granules) {
    int next = Memory.getInt(header + NEXT) & NUMBER_MASK;
    Memory.putInt(header + NEXT, (Long.numberOfTrailingZeros(granules) << NUMBER_BITS) | next);
  }

  boolean isUnused(long header) {
    return Memory.getInt(header + MEMORY) == 0;
  }

  long granule(long header) {
    return Memory.getUnsignedInt(header + MEMORY) - 1;
  }

  long granules(long header) {
    return Memory.getUnsignedInt(header + SIZE);
  }

  void setGranule(long header, long granule) {
    Memory.putInt(header + MEMORY, (int) (granule + 1));
  }

  void setGranules(long header, long granules) {
    Memory.putInt(header + SIZE, (int) granules);
  }

  void setBlock(long header, long granule, long granules) {
    setGranule(header, granule);
    setGranules(header, granules);
  }

  void swapBlocks(long one, long other) {
    long granule = granule(one);
    long granules = granules(one);
    setBlock(one, granule(other), granules(other));
    setBlock(other, granule, granules);
  }

  int flags(long header) {
    return Memory.getByte(header + FLAGS) & 0xFF;
  }

  void setFlags(long header, int flags) {
    Memory.putByte(header + FLAGS, (byte) flags);
  }

  boolean isFree(long header) {
    return flags(header) == FREE;
  }

  boolean isLocked(long header) {
    return flags(header) > UNLOCKED;
  }

  boolean isUnlocked(long header) {
    return flags(header) == UNLOCKED;
  }

  /// Where a block starts.
  long address(long header) {
    return heapBase + (granule(header) << LOG_GRANULE_BYTES);
  }

  long bytes(long header) {
    return granules(header) * GRANULE_BYTES;
  }
}
