package org.heaplab.allocators.moving;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;

/// Pages of 16 KiB with slots for the blocks of one size class, and for each class the list of
/// those that are not full. A page is named by the first of its four pages of the system.
///
/// ```text
///     0              64     68         72      76            88
///     ├──────────────┼──────┼──────────┼───────┼───────┬─ ─ ┼────────┬────────┬ ─ ─ ┬──────┐
///     │ a bit a slot │ next │ previous │ used  │ class │    │ slot 0 │ slot 1 │     │ tail │
///     └──────────────┴──────┴──────────┴───────┴───────┴─ ─ ┴────────┴────────┴ ─ ─ ┴──────┘
/// ```
///
/// Invariants:
///
/// 1. a page is in the list of its class exactly when it has used and free slots;
/// 2. a page without used slots is given back, but for one, which any class may take.
final class CompactFitPages {
  static final int PAGE_BYTES = 16 << 10;

  /// With a [SlotHeader], a multiple of 16.
  static final int HEADER_BYTES = 88;

  private static final int SYSTEM_PAGES = PAGE_BYTES >>> Backing.LOG_PAGE_BYTES;

  private static final int LOG_WORD_BITS = 6;
  private static final int WORDS = 8;
  private static final long NEXT = 64;
  private static final long PREVIOUS = 68;
  private static final long USED = 72;
  private static final long CLASS = 76;

  private final PageSupply supply;
  private final CompactFitSizes sizes;
  private final int[] first;
  private final int[] last;
  private final int[] notFull;

  /// The page that no class has, or 0.
  private int spare;

  CompactFitPages(PageSupply supply, CompactFitSizes sizes) {
    this.supply = supply;
    this.sizes = sizes;
    this.first = new int[sizes.classes()];
    this.last = new int[sizes.classes()];
    this.notFull = new int[sizes.classes()];
  }

  /// A page of free slots.
  ///
  /// @return 0 when there is no memory for it
  int add(int sizeClass) {
    int page = spare == 0 ? supply.allocate(SYSTEM_PAGES) : spare;
    spare = 0;
    if (page == 0) return 0;
    long address = supply.address(page);
    for (int word = 0; word < WORDS; word++) Memory.putLong(word(address, word), 0);
    Memory.putInt(address + USED, 0);
    Memory.putInt(address + CLASS, sizeClass);
    return page;
  }

  /// Gives the page back that no class has.
  ///
  /// @return whether there was one
  boolean releaseSpare() {
    if (spare == 0) return false;
    supply.release(spare);
    spare = 0;
    return true;
  }

  /// Uses the first free slot of a page that has one.
  int take(int page) {
    long address = supply.address(page);
    int word = 0;
    while (Memory.getLong(word(address, word)) == -1) word++;
    long bits = Memory.getLong(word(address, word));
    Memory.putLong(word(address, word), bits | bits + 1);
    int used = Memory.getInt(address + USED) + 1;
    Memory.putInt(address + USED, used);
    boolean isFull = used == sizes.slots(sizeClass(page));
    if (used == 1 && !isFull) link(page);
    else if (used > 1 && isFull) unlink(page);
    return (word << LOG_WORD_BITS) + Long.numberOfTrailingZeros(~bits);
  }

  /// Makes a used slot free.
  void giveBack(int page, int slot) {
    long address = supply.address(page);
    long word = word(address, slot >>> LOG_WORD_BITS);
    Memory.putLong(word, Memory.getLong(word) & ~(1L << slot));
    int used = Memory.getInt(address + USED);
    Memory.putInt(address + USED, used - 1);
    boolean wasFull = used == sizes.slots(sizeClass(page));
    if (used > 1) {
      if (wasFull) link(page);
    } else {
      if (!wasFull) unlink(page);
      if (spare == 0) spare = page;
      else supply.release(page);
    }
  }

  /// The first used slot of a page from this one on, or -1.
  int nextUsed(int page, int slot) {
    long address = supply.address(page);
    for (int at = slot; at < WORDS << LOG_WORD_BITS; at = (at | (1 << LOG_WORD_BITS) - 1) + 1) {
      long rest = Memory.getLong(word(address, at >>> LOG_WORD_BITS)) >>> at;
      if (rest != 0) return at + Long.numberOfTrailingZeros(rest);
    }
    return -1;
  }

  /// Where a slot starts.
  long slot(int page, int slot) {
    return supply.address(page) + HEADER_BYTES + (long) slot * sizes.bytes(sizeClass(page));
  }

  /// Where a slot ends.
  long slotEnd(int page, int slot) {
    return slot(page, slot + 1);
  }

  private int sizeClass(int page) {
    return Memory.getInt(supply.address(page) + CLASS);
  }

  private static long word(long address, int word) {
    return address + (long) word * Long.BYTES;
  }

  /// Pages of a class that have used and free slots.
  int notFull(int sizeClass) {
    return notFull[sizeClass];
  }

  /// Of these, the one that became one last, or 0.
  int first(int sizeClass) {
    return first[sizeClass];
  }

  /// Of these, the one that has been one for longest, or 0.
  int last(int sizeClass) {
    return last[sizeClass];
  }

  /// Of these, the one that became one after this, or 0.
  int previous(int page) {
    return Memory.getInt(supply.address(page) + PREVIOUS);
  }

  private int next(int page) {
    return Memory.getInt(supply.address(page) + NEXT);
  }

  private void link(int page) {
    int sizeClass = sizeClass(page);
    int next = first[sizeClass];
    setNext(page, next);
    setPrevious(page, 0);
    first[sizeClass] = page;
    if (next == 0) last[sizeClass] = page;
    else setPrevious(next, page);
    notFull[sizeClass]++;
  }

  private void unlink(int page) {
    int sizeClass = sizeClass(page);
    int next = next(page);
    int previous = previous(page);
    if (previous == 0) first[sizeClass] = next;
    else setNext(previous, next);
    if (next == 0) last[sizeClass] = previous;
    else setPrevious(next, previous);
    notFull[sizeClass]--;
  }

  private void setNext(int page, int next) {
    Memory.putInt(supply.address(page) + NEXT, next);
  }

  private void setPrevious(int page, int previous) {
    Memory.putInt(supply.address(page) + PREVIOUS, previous);
  }

  /// Shows a page and its blocks.
  void show(int page, IndirectionTable table, HeapVisitor visitor) {
    long at = supply.address(page);
    if (page == spare) {
      visitor.free(at, PAGE_BYTES, PAGE_BYTES);
      return;
    }
    long end = at + PAGE_BYTES;
    int slots = sizes.slots(sizeClass(page));
    visitor.metadata(at, HEADER_BYTES, HEADER_BYTES);
    for (int slot = 0; slot < slots; slot++) {
      if (nextUsed(page, slot) == slot) showBlock(page, slot, table, visitor);
      else showFree(slot(page, slot), slotEnd(page, slot), Part.FREE_SLOTS, visitor);
    }
    if (slot(page, slots) < end) showFree(slot(page, slots), end, Part.PAGE_TAILS, visitor);
  }

  private static void showFree(long start, long end, Part part, HeapVisitor visitor) {
    visitor.free(start, end - start, end - start);
    visitor.part(part, end - start);
  }

  private void showBlock(int page, int slot, IndirectionTable table, HeapVisitor visitor) {
    long start = slot(page, slot);
    long handle = table.entry(SlotHeader.entryAt(start));
    long payload = table.address(handle);
    visitor.metadata(start, payload - start, payload - start);
    visitor.part(Part.HEADERS, payload - start);
    visitor.used(handle, payload, slotEnd(page, slot) - payload, table.locks(handle));
  }
}
