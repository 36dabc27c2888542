package org.heaplab.allocators.moving;

import java.util.HashMap;
import java.util.Map;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// An entry of 8 bytes for each block, which says where it is. The address of the entry is the
/// client's handle, so entries stay and blocks move.
///
/// ```text
///     63        48     41        38 37  36  35                             0
///     ├───────────┼─ ─ ┼───────────┼───┼───┼───────────────────────────────┤
///     │ locks     │    │ alignment │ R │ U │ granule where the block is    │   U: used
///     ├───────────┴─ ─ ┴───────────┴───┼───┼───────────────────────────────┤   R: a run of pages
///     │ 0                              │ 0 │ next free entry, 1 + its index│   free
///     └────────────────────────────────┴───┴───────────────────────────────┘
/// ```
///
/// Invariants:
///
/// 1. every block has one entry that is used, and no other entry is;
/// 2. free entries are in the list, the one freed last first; a new entry is made when it is empty.
///
/// Entries are never given back singly: the table keeps the length that it had when most blocks
/// were live, until the last block is freed. All operations take constant time.
final class IndirectionTable {
  static final int ENTRY_BYTES = 8;

  private static final int LOG_ENTRY_BYTES = 3;
  private static final int LOG_GRANULE_BYTES = 3;
  private static final int GRANULE_BITS = 36;
  private static final long GRANULE_MASK = (1L << GRANULE_BITS) - 1;
  private static final long USED = 1L << GRANULE_BITS;
  private static final long RUN = USED << 1;
  private static final long BLOCK_MASK = GRANULE_MASK | RUN;
  private static final int ALIGNMENT_SHIFT = GRANULE_BITS + 2;
  private static final long ALIGNMENT_MASK = 0xFL << ALIGNMENT_SHIFT;
  private static final int LOCKS_SHIFT = 48;
  private static final long ONE_LOCK = 1L << LOCKS_SHIFT;
  private static final int MAX_LOCKS = 0xFFFF;

  private final Backing backing;
  private final long heapBase;
  private final long base;

  /// Where the committed pages of the table end.
  private long end;

  private int count;
  private int everCount;
  private int used;

  /// 1 + the index of the first free entry, or 0.
  private int firstFree;

  /// @param base address of the first entry, at the start of a page
  IndirectionTable(Backing backing, long base) {
    this.backing = backing;
    this.heapBase = backing.base();
    this.base = base;
    this.end = base;
  }

  /// The entry with an index.
  long entry(int index) {
    return base + ((long) index << LOG_ENTRY_BYTES);
  }

  int index(long entry) {
    return (int) ((entry - base) >>> LOG_ENTRY_BYTES);
  }

  /// Makes sure that there is an entry for another block.
  ///
  /// @return false when there is no memory for it
  boolean prepare() {
    if (firstFree != 0) return true;
    if (count == Integer.MAX_VALUE || !backing.commit(entry(count), ENTRY_BYTES)) return false;
    end = Math.max(end, Alignment.up(entry(count + 1), Backing.PAGE_BYTES));
    return true;
  }

  /// An entry for a block, which [#prepare] has made sure there is.
  ///
  /// @param boundary the block's alignment
  /// @param isRun whether it is a run of pages
  long add(long address, long boundary, boolean isRun) {
    long entry = entry(firstFree == 0 ? extend() : takeFree());
    used++;
    put(entry, USED | (isRun ? RUN : 0) | granule(address));
    setAlignment(entry, boundary);
    return entry;
  }

  private int extend() {
    int index = count++;
    everCount = Math.max(everCount, count);
    return index;
  }

  private int takeFree() {
    int index = firstFree - 1;
    firstFree = (int) get(entry(index));
    return index;
  }

  void remove(long entry) {
    used--;
    put(entry, firstFree);
    firstFree = index(entry) + 1;
    if (used == 0) clear();
  }

  /// Keeps a page, so that a client with one block or none does not pay for it each time.
  private void clear() {
    count = 0;
    firstFree = 0;
    long kept = base + Backing.PAGE_BYTES;
    if (end <= kept) return;
    backing.release(kept, end - kept);
    end = kept;
  }

  /// @throws MisuseException of this kind when the handle was one but is no longer, and of another
  ///   when it never was
  void require(long handle, Kind kind) {
    if (isEntry(handle, count) && (get(handle) & USED) != 0) return;
    throw new MisuseException(isEntry(handle, everCount) ? kind : Kind.FOREIGN_ADDRESS, handle);
  }

  private boolean isEntry(long handle, int entries) {
    boolean isInside = Long.compareUnsigned(handle - base, (long) entries << LOG_ENTRY_BYTES) < 0;
    return isInside && Alignment.holds(handle, ENTRY_BYTES);
  }

  long address(long handle) {
    return heapBase + ((get(handle) & GRANULE_MASK) << LOG_GRANULE_BYTES);
  }

  void setAddress(long handle, long address) {
    put(handle, (get(handle) & ~GRANULE_MASK) | granule(address));
  }

  private long granule(long address) {
    return (address - heapBase) >>> LOG_GRANULE_BYTES;
  }

  /// Whether the block is a run of pages.
  boolean isRun(long handle) {
    return (get(handle) & RUN) != 0;
  }

  long alignment(long handle) {
    int log = (int) ((get(handle) & ALIGNMENT_MASK) >>> ALIGNMENT_SHIFT);
    return 1L << (log + LOG_GRANULE_BYTES);
  }

  void setAlignment(long handle, long boundary) {
    long log = Long.numberOfTrailingZeros(boundary >>> LOG_GRANULE_BYTES);
    put(handle, (get(handle) & ~ALIGNMENT_MASK) | log << ALIGNMENT_SHIFT);
  }

  /// Lets each of two handles lead to the other's block.
  void swapBlocks(long one, long other) {
    long difference = (get(one) ^ get(other)) & BLOCK_MASK;
    put(one, get(one) ^ difference);
    put(other, get(other) ^ difference);
  }

  int locks(long handle) {
    return (int) (get(handle) >>> LOCKS_SHIFT);
  }

  boolean isLocked(long handle) {
    return locks(handle) != 0;
  }

  /// @return the address of the block
  long lock(long handle) {
    require(handle, Kind.STALE_HANDLE);
    if (locks(handle) == MAX_LOCKS) throw new MisuseException(Kind.LOCK_OVERFLOW, handle);
    put(handle, get(handle) + ONE_LOCK);
    return address(handle);
  }

  void unlock(long handle) {
    require(handle, Kind.STALE_HANDLE);
    if (!isLocked(handle)) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    put(handle, get(handle) - ONE_LOCK);
  }

  /// Checks that a client may free a block.
  void requireFreeable(long handle) {
    require(handle, Kind.DOUBLE_FREE);
    if (isLocked(handle)) throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
  }

  /// The handles of all runs of pages, by their addresses. Looks at every entry; for walks.
  Map<Long, Long> runs() {
    var runs = new HashMap<Long, Long>();
    for (int index = 0; index < count; index++) {
      long entry = entry(index);
      if ((get(entry) & USED) != 0 && isRun(entry)) runs.put(address(entry), entry);
    }
    return runs;
  }

  /// Shows the table as an area of its own.
  void walk(HeapVisitor visitor) {
    visitor.area("indirection table", base, end - base);
    if (end == base) return;
    long usedBytes = (long) used * ENTRY_BYTES;
    visitor.metadata(base, end - base, end - base);
    visitor.part(Part.ENTRIES, usedBytes);
    visitor.part(Part.UNUSED_ENTRIES, end - base - usedBytes);
  }

  private static long get(long entry) {
    return Memory.getLong(entry);
  }

  private static void put(long entry, long word) {
    Memory.putLong(entry, word);
  }
}
