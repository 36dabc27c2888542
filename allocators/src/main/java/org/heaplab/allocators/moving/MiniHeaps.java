package org.heaplab.allocators.moving;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.backing.PageViews;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.PageSupply;

/// Spans of pages with slots for the blocks of one size class, and which of them share their
/// memory. Spans that were meshed are a group: one of them, the head, has memory, and the addresses
/// of the others show it too. A span is named by its first page.
///
/// ```text
///    span 1, head          │ A │   │   │ B │      a client's addresses: each span has blocks
///    span 2                │   │ C │   │   │      where the others of the group have none
///                            ╲   │   ╱ ╱
///    memory of span 1      │ A │ C │   │ B │      that of span 2 was given back
///
///    record of     0       4       8              16     20     24          28     32            64
///    a page        ├───────┼───────┼──────────────┼──────┼──────┼───────────┼──────┼─────────────┤
///                  │ span  │ class │ links of its │ used │ head │ next of   │ list │ a bit       │
///                  │       │       │ list         │      │      │ the group │      │ for a slot  │
///                  └───────┴───────┴──────────────┴──────┴──────┴───────────┴──────┴─────────────┘
/// ```
///
/// The first two fields are those of every page of a span, the others of its first.
///
/// Invariants:
///
/// 1. the bits of a head are those of all used slots of its group, and the bits of another span are
///    those of its own blocks;
/// 2. no slot has blocks of two spans of a group;
/// 3. a head is in the list of its class and of its quarter, by the share of slots that are used,
///    unless all slots are used or its class allocates from it.
final class MiniHeaps {
  static final int RECORD_BYTES = 64;

  private static final int QUARTERS = 4;
  private static final int NO_LIST = -1;

  private static final long SPAN = 0;
  private static final long CLASS = 4;
  private static final long LINKS = 8;
  private static final long USED = 16;
  private static final long HEAD = 20;
  private static final long NEXT = 24;
  private static final long LIST = 28;
  private static final long BITS = 32;
  private static final int LOG_WORD_BITS = 6;
  private static final int WORDS = ShuffleVectors.MOST_SLOTS >>> LOG_WORD_BITS;

  /// From a record to the next, in units of [BlockLists].
  private static final int LOG_RECORD_UNITS = 3;

  private final PageSupply supply;
  private final Backing backing;
  private final PageViews views;
  private final MeshSizes sizes;
  private final BlockLists lists;

  /// Where the record of page 0 would be.
  private final long base;

  private long end;
  private long sharedBytes;
  private int count;
  private int sharing;

  /// @param records address of the record of the first page
  MiniHeaps(PageSupply supply, PageViews views, MeshSizes sizes, long records) {
    this.supply = supply;
    this.backing = supply.backing();
    this.views = views;
    this.sizes = sizes;
    this.base = records - RECORD_BYTES;
    this.end = records;
    this.lists = new BlockLists(base + LINKS, sizes.classes() * QUARTERS);
  }

  /// The span that a page belongs to, or 0.
  int at(long page) {
    if (page < 1 || page >= supply.top() || !backing.isCommittedAt(record(page))) return 0;
    return Memory.getInt(record(page) + SPAN);
  }

  /// A span of free slots, in no list.
  ///
  /// @return 0 when there is no memory for it
  int add(int sizeClass) {
    int pages = sizes.pages(sizeClass);
    int span = supply.allocate(pages);
    if (span == 0) return 0;
    if (!backing.commit(record(span), (long) pages * RECORD_BYTES)) {
      supply.release(span);
      return 0;
    }
    end = Math.max(end, Alignment.up(record(span + pages), Backing.PAGE_BYTES));
    for (int page = span; page < span + pages; page++) {
      Memory.putInt(record(page) + SPAN, span);
      Memory.putInt(record(page) + CLASS, sizeClass);
    }
    set(span, USED, 0);
    set(span, HEAD, span);
    set(span, NEXT, 0);
    set(span, LIST, NO_LIST);
    for (int word = 0; word < WORDS; word++) Memory.putLong(word(span, word), 0);
    count++;
    return span;
  }

  /// Gives back a group without used slots, in no list, with the addresses of all its spans.
  void release(int head) {
    int pages = sizes.pages(sizeClass(head));
    for (int span = head, next; span != 0; span = next) {
      next = get(span, NEXT);
      if (span != head) {
        views.restore(supply.address(span), PageSupply.bytes(pages));
        sharing--;
        sharedBytes -= PageSupply.bytes(pages);
      }
      for (int page = span; page < span + pages; page++) Memory.putInt(record(page) + SPAN, 0);
      supply.release(span);
      count--;
    }
    trim();
  }

  /// Gives back records above the top of the supply.
  void trim() {
    long needed = Alignment.up(record(supply.top()), Backing.PAGE_BYTES);
    if (needed >= end) return;
    backing.release(needed, end - needed);
    end = needed;
  }

  int sizeClass(int span) {
    return get(span, CLASS);
  }

  /// The span of a group that has memory.
  int head(int span) {
    return get(span, HEAD);
  }

  /// Used slots of a group.
  int used(int head) {
    return get(head, USED);
  }

  /// How many spans there are.
  int count() {
    return count;
  }

  /// How many spans show the memory of another.
  int sharing() {
    return sharing;
  }

  /// How many bytes of addresses these have.
  long sharedBytes() {
    return sharedBytes;
  }

  /// Where a client finds the first byte of a span.
  long address(int span) {
    return views.of(supply.address(span));
  }

  /// Whether a block of this very span is in a slot.
  boolean isUsed(int span, int slot) {
    if (!bit(span, slot)) return false;
    if (head(span) != span) return true;
    for (int other = get(span, NEXT); other != 0; other = get(other, NEXT)) {
      if (bit(other, slot)) return false;
    }
    return true;
  }

  /// Whether a slot of a group holds no block.
  boolean isFree(int head, int slot) {
    return !bit(head, slot);
  }

  /// Uses a free slot for a block of the head.
  void occupy(int head, int slot) {
    long word = word(head, slot >>> LOG_WORD_BITS);
    Memory.putLong(word, Memory.getLong(word) | 1L << slot);
    set(head, USED, used(head) + 1);
  }

  /// Frees the slot of a block of a span.
  ///
  /// @return the head of the group
  int vacate(int span, int slot) {
    int head = head(span);
    clear(head, slot);
    if (span != head) clear(span, slot);
    set(head, USED, used(head) - 1);
    return head;
  }

  private void clear(int span, int slot) {
    long word = word(span, slot >>> LOG_WORD_BITS);
    Memory.putLong(word, Memory.getLong(word) & ~(1L << slot));
  }

  private boolean bit(int span, int slot) {
    return (Memory.getLong(word(span, slot >>> LOG_WORD_BITS)) & 1L << slot) != 0;
  }

  /// Puts a head in the list where it belongs now, if any.
  void list(int head) {
    int used = used(head);
    int sizeClass = sizeClass(head);
    int slots = sizes.slots(sizeClass);
    int list =
        used == 0 || used == slots
            ? NO_LIST
            : (sizeClass + 1) * QUARTERS - 1 - used * QUARTERS / slots;
    if (list == get(head, LIST)) return;
    unlist(head);
    set(head, LIST, list);
    if (list != NO_LIST) lists.addFirst(list, head << LOG_RECORD_UNITS);
  }

  /// Takes a head off its list, if it is in one.
  void unlist(int head) {
    int list = get(head, LIST);
    if (list != NO_LIST) lists.remove(list, head << LOG_RECORD_UNITS);
    set(head, LIST, NO_LIST);
  }

  /// The head in a list of a class that is in the fullest quarter, or 0.
  int fullest(int sizeClass) {
    int list = lists.occupiedFrom(sizeClass * QUARTERS);
    boolean isOfClass = list >= 0 && list < (sizeClass + 1) * QUARTERS;
    return isOfClass ? lists.first(list) >>> LOG_RECORD_UNITS : 0;
  }

  /// Writes the heads in the lists of a class that have at most so many used slots, the fullest
  /// quarter first.
  ///
  /// @param target address of 4 bytes for each
  /// @param most how many at most
  /// @return how many
  int collect(int sizeClass, int mostUsed, long target, int most) {
    int count = 0;
    int firstList = sizeClass * QUARTERS;
    for (int list = firstList; list < firstList + QUARTERS; list++) {
      for (int unit = lists.first(list); unit != 0 && count < most; unit = lists.next(unit)) {
        int head = unit >>> LOG_RECORD_UNITS;
        if (used(head) > mostUsed) continue;
        Memory.putInt(target + (long) count * Integer.BYTES, head);
        count++;
      }
    }
    return count;
  }

  /// Whether no slot is used in both of two groups.
  boolean areDisjoint(int head, int other) {
    for (int word = 0; word < WORDS; word++) {
      if ((Memory.getLong(word(head, word)) & Memory.getLong(word(other, word))) != 0) return false;
    }
    return true;
  }

  /// Copies the blocks of one group to the free slots of another that is disjoint from it, and lets
  /// all its spans show the memory of that one.
  ///
  /// @return bytes copied
  long mesh(int source, int target) {
    int sizeClass = sizeClass(source);
    long bytes = PageSupply.bytes(sizes.pages(sizeClass));
    long copied = copyBlocks(source, target, sizes.bytes(sizeClass));
    unlist(source);
    unlist(target);
    joinBits(source, target);
    set(target, USED, used(target) + used(source));
    int last = source;
    for (int span = source; span != 0; span = get(span, NEXT)) {
      views.show(supply.address(span), supply.address(target), bytes);
      set(span, HEAD, target);
      last = span;
    }
    set(last, NEXT, get(target, NEXT));
    set(target, NEXT, source);
    backing.release(supply.address(source), bytes);
    sharing++;
    sharedBytes += bytes;
    list(target);
    return copied;
  }

  private long copyBlocks(int source, int target, long bytes) {
    long copied = 0;
    for (int slot = 0; slot < ShuffleVectors.MOST_SLOTS; slot++) {
      if (!bit(source, slot)) continue;
      long offset = slot * bytes;
      Memory.copy(supply.address(source) + offset, supply.address(target) + offset, bytes);
      copied += bytes;
    }
    return copied;
  }

  /// Adds the bits of one group to those of another, and leaves to each of its spans its own.
  private void joinBits(int source, int target) {
    for (int word = 0; word < WORDS; word++) {
      long bits = Memory.getLong(word(source, word));
      Memory.putLong(word(target, word), Memory.getLong(word(target, word)) | bits);
      for (int span = get(source, NEXT); span != 0; span = get(span, NEXT)) {
        bits &= ~Memory.getLong(word(span, word));
      }
      Memory.putLong(word(source, word), bits);
    }
  }

  private long record(long page) {
    return base + page * RECORD_BYTES;
  }

  private long word(int span, int word) {
    return record(span) + BITS + (long) word * Long.BYTES;
  }

  private int get(int span, long field) {
    return Memory.getInt(record(span) + field);
  }

  private void set(int span, long field, int value) {
    Memory.putInt(record(span) + field, value);
  }

  /// Shows the records as an area of their own.
  void walkRecords(HeapVisitor visitor) {
    long records = record(1);
    visitor.area("mini heaps", records, end - records);
    if (end == records) return;
    visitor.metadata(records, end - records, backing.committedBytes(records, end - records));
  }
}
