package org.heaplab.allocators.collector;

import java.util.function.IntConsumer;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// The references that the client holds: one for each block, and the handle is the address of its
/// entry. It is what a collection begins with, and the one place that it changes when a block
/// moves. To free a block makes its reference dead and does nothing else; that is how the trace
/// says what is garbage.
///
/// ```text
///     63                             24 23              8 7       4 3      0
///     ├────────────────────────────────┼─────────────────┼─────────┼────────┤
///     │ payload, in units of 8 bytes   │ locks           │ log2 of │ state  │  held: 1
///     │ from the base of the backing   │                 │ alignm. │        │  dead: 2
///     ├────────────────────────────────┼─────────────────┴─────────┼────────┤
///     │ number of the next free entry  │ 0                         │ 0      │  free
///     └────────────────────────────────┴───────────────────────────┴────────┘
/// ```
///
/// Invariants:
///
/// 1. entries from the frontier on are free and on no list; those before it are held, dead, or on
///    the list of free ones;
/// 2. the table is committed as far as its entries reached since a collection last shortened it.
///
/// Entries are numbered from 1. Taking and releasing one takes constant time; a visit, a step for
/// each entry.
final class ReferenceTable {
  private static final int LOG_ENTRY_BYTES = 3;
  private static final int ENTRY_BYTES = 1 << LOG_ENTRY_BYTES;

  private static final long HELD = 1;
  private static final long DEAD = 2;
  private static final long STATE_MASK = 0xF;

  private static final int LOG_ALIGNMENT_SHIFT = 4;
  private static final int LOG_ALIGNMENT_MASK = 0xF;
  private static final int LOCKS_SHIFT = 8;
  private static final int ADDRESS_SHIFT = 24;
  private static final long BELOW_ADDRESS = (1L << ADDRESS_SHIFT) - 1;
  private static final long ONE_LOCK = 1L << LOCKS_SHIFT;
  private static final long LOCKS_MASK = (1L << ADDRESS_SHIFT) - ONE_LOCK;

  private final Backing backing;
  private final long origin;
  private final long base;
  private final int most;
  private int firstFree;
  private int frontier = 1;

  /// The highest that the frontier ever was.
  private int highest = 1;

  /// The highest that it was since the table was last shortened.
  private int committed = 1;

  private int held;

  /// @param base where the table begins, at a page's start
  /// @param bytes addresses of the table
  ReferenceTable(Backing backing, long base, long bytes) {
    this.backing = backing;
    this.origin = backing.base();
    this.base = base;
    this.most = (int) Math.min(bytes >>> LOG_ENTRY_BYTES, BlockHeader.ABANDONED);
  }

  /// How many blocks the client holds.
  int held() {
    return held;
  }

  /// Takes an entry that is free. Until it is held it must not be visited.
  ///
  /// @return its number, or 0 when there is no memory for one
  int take() {
    int number = firstFree;
    if (number != 0) {
      firstFree = nextFree(number);
      return number;
    }
    if (frontier == most || !backing.commit(at(frontier), ENTRY_BYTES)) return 0;
    number = frontier++;
    highest = Math.max(highest, frontier);
    committed = Math.max(committed, frontier);
    return number;
  }

  /// Makes an entry that was taken lead to a block.
  ///
  /// @param alignment of the payload, wherever the block moves
  void hold(int number, long payload, long alignment) {
    long logAlignment = Long.numberOfTrailingZeros(alignment);
    put(number, address(payload) | logAlignment << LOG_ALIGNMENT_SHIFT | HELD);
    held++;
  }

  /// The client holds the block no longer. The entry stays until a collection finds the block.
  void drop(int number) {
    put(number, (entry(number) & ~STATE_MASK) | DEAD);
    held--;
  }

  /// Makes an entry free that was taken, or whose block a collection has found to be dead.
  void release(int number) {
    put(number, (long) firstFree << ADDRESS_SHIFT);
    firstFree = number;
  }

  /// Makes the held reference to a block free: its client holds it by another one from now on.
  void forget(int number) {
    release(number);
    held--;
  }

  /// Whether a number is that of a block that the client holds.
  boolean holds(int number) {
    return number > 0 && number < frontier && (entry(number) & STATE_MASK) == HELD;
  }

  /// The number of the entry that is a handle.
  ///
  /// @param kind of the misuse if the handle was one and is no longer
  /// @throws MisuseException when the client holds no such handle
  int require(long handle, Kind kind) {
    long number = (handle - base) >> LOG_ENTRY_BYTES;
    if (number < 1 || number >= highest || at((int) number) != handle) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, handle);
    }
    if (!holds((int) number)) throw new MisuseException(kind, handle);
    return (int) number;
  }

  long handle(int number) {
    return at(number);
  }

  long payload(int number) {
    return origin + (entry(number) >>> ADDRESS_SHIFT << BlockHeader.LOG_UNIT_BYTES);
  }

  /// The block has another payload from now on.
  void move(int number, long payload) {
    put(number, (entry(number) & BELOW_ADDRESS) | address(payload));
  }

  private long address(long payload) {
    return (payload - origin) >>> BlockHeader.LOG_UNIT_BYTES << ADDRESS_SHIFT;
  }

  long alignment(int number) {
    return 1L << (entry(number) >>> LOG_ALIGNMENT_SHIFT & LOG_ALIGNMENT_MASK);
  }

  int locks(int number) {
    return (int) ((entry(number) & LOCKS_MASK) >>> LOCKS_SHIFT);
  }

  boolean isLocked(int number) {
    return (entry(number) & LOCKS_MASK) != 0;
  }

  /// @throws MisuseException when there are as many locks as can be counted
  void lock(int number) {
    long entry = entry(number);
    if ((entry & LOCKS_MASK) == LOCKS_MASK) {
      throw new MisuseException(Kind.LOCK_OVERFLOW, handle(number));
    }
    put(number, entry + ONE_LOCK);
  }

  /// @throws MisuseException when there is no lock
  void unlock(int number) {
    if (!isLocked(number)) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle(number));
    put(number, entry(number) - ONE_LOCK);
  }

  /// Visits every reference that is held, in the order of numbers, and makes the dead ones free.
  /// Those that are free are then taken again in the same order, and the pages beyond the last one
  /// that is held are given back. The visitor may move blocks.
  void visit(IntConsumer visitor) {
    while (frontier > 1 && !holds(frontier - 1)) frontier--;
    shorten();
    firstFree = 0;
    int lastFree = 0;
    for (int number = 1; number < frontier; number++) {
      if ((entry(number) & STATE_MASK) == HELD) {
        visitor.accept(number);
      } else {
        put(number, 0);
        if (lastFree == 0) firstFree = number;
        else put(lastFree, (long) number << ADDRESS_SHIFT);
        lastFree = number;
      }
    }
  }

  private void shorten() {
    long kept = bytesTo(frontier);
    backing.release(base + kept, bytesTo(committed) - kept);
    committed = frontier;
  }

  /// Bytes of the pages that the entries before a number lie in.
  private static long bytesTo(int number) {
    return number == 1 ? 0 : Backing.wholePages((long) number << LOG_ENTRY_BYTES);
  }

  private int nextFree(int number) {
    return (int) (entry(number) >>> ADDRESS_SHIFT);
  }

  private long entry(int number) {
    return Memory.getLong(at(number));
  }

  private void put(int number, long entry) {
    Memory.putLong(at(number), entry);
  }

  private long at(int number) {
    return base + ((long) number << LOG_ENTRY_BYTES);
  }

  /// Shows the table as an area of its own.
  void walk(HeapVisitor visitor) {
    long bytes = bytesTo(committed);
    visitor.area("handle table", base, bytes);
    if (bytes == 0) return;
    long used = (long) held << LOG_ENTRY_BYTES;
    visitor.metadata(base, bytes, bytes);
    visitor.part(HeapVisitor.Part.ENTRIES, used);
    visitor.part(HeapVisitor.Part.UNUSED_ENTRIES, bytes - used);
  }
}
