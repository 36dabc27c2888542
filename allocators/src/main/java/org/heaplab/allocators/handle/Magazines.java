package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.EntryLayout.ADDRESS_MASK;
import static org.heaplab.allocators.handle.EntryLayout.GENERATION_MASK;
import static org.heaplab.allocators.handle.EntryLayout.LAST_FREE_GENERATION;
import static org.heaplab.allocators.handle.EntryLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.EntryLayout.ONE_GENERATION;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Freed blocks kept ready for the next request of their size, together with their entries: most
/// blocks die young, and a program that frees a block soon asks for another like it. Neither the
/// page or the neighbours of the block nor the page of its entry hear of it (Bonwick & Adams,
/// *Magazines and Vmem*, 2001, whose magazines belong to processors).
///
/// ```text
///    class of 3 granules
///     ┌───────┬──────┐      entry 17                    slot or extent
///     │ first │ room │      ┌────────────┬───┬─────┐    ┌───────┬───────────┐
///     │ 17    │ 40   │─────▶│ generation │ 0 │ at ─┼───▶│ next  │           │
///     └───────┴──────┘      └─────────0──┴───┴─────┘    └───┼───┴───────────┘
///                                                           └──▶ entry 5 …
/// ```
///
/// To all others a kept block is in use, and it may move, since its link moves with it; only its
/// generation says that no client has it.
///
/// Invariants, each checked by the tests in these words:
///
/// 1. a kept entry's generation is even and its address is that of a block of its class;
/// 2. first is an index plus 1, or 0, and so is next;
/// 3. a class keeps at most its capacity.
final class Magazines {
  /// The largest block that is kept.
  static final int MAX_GRANULES = 128;

  static final long HEADS_BYTES = (MAX_GRANULES + 1) * 8L;

  /// What a class may keep, in granules, but no more than so many blocks and no fewer than a few.
  private static final int CLASS_GRANULES = 128;

  private static final int MOST_BLOCKS = 32;
  private static final int FEWEST_BLOCKS = 2;

  private static final int FIRST = 0;
  private static final int ROOM = 4;

  private final Backing backing;
  private final HandleTable table;
  private final long heads;
  private final long base;
  private boolean committed;
  private long count;
  private long granules;
  private long mostGranules;

  Magazines(Backing backing, HandleTable table) {
    this.backing = backing;
    this.table = table;
    this.base = backing.base();
    this.heads = base + Layout.MAGAZINES;
  }

  /// Blocks that are kept.
  long count() {
    return count;
  }

  /// Granules of the blocks that are kept.
  long granules() {
    return granules;
  }

  /// Sets how much may be kept from now on: nothing at first.
  ///
  /// @return whether that much is kept already, and some of it is perhaps of no use any more
  boolean limit(long bytes) {
    mostGranules = bytes >> LOG_GRANULE_BYTES;
    return granules >= mostGranules && count > 0;
  }

  /// @return a handle to a block of just this many granules, or 0 when there is none
  long take(long granules) {
    if (count == 0 || granules > MAX_GRANULES) return 0;
    long head = headOf(granules);
    long first = Memory.getInt(head + FIRST);
    if (first == 0) return 0;
    long index = first - 1;
    long entry = table.entryInUse(index);
    Memory.putInt(head + FIRST, Memory.getInt(addressOf(entry)));
    Memory.putInt(head + ROOM, Memory.getInt(head + ROOM) + 1);
    count--;
    this.granules -= granules;
    table.set(index, entry + ONE_GENERATION);
    return ((entry & GENERATION_MASK) + ONE_GENERATION) | index;
  }

  /// Keeps a block that is not locked and that a client has just freed.
  ///
  /// @return false when there is no room for it, and then nothing has happened
  boolean keep(long index, long entry, long granules) {
    if (granules > MAX_GRANULES || granules > mostGranules - this.granules) return false;
    if (!committed && !commit()) return false;
    long head = headOf(granules);
    int room = Memory.getInt(head + ROOM);
    if (room == 0) return false;
    long kept = entry + ONE_GENERATION;
    if ((kept & GENERATION_MASK) == LAST_FREE_GENERATION) return false;
    Memory.putInt(addressOf(kept), Memory.getInt(head + FIRST));
    Memory.putInt(head + FIRST, (int) index + 1);
    Memory.putInt(head + ROOM, room - 1);
    count++;
    this.granules += granules;
    table.set(index, kept);
    return true;
  }

  /// Takes the first block of a class for good: its entry is as it was before the block was freed.
  ///
  /// @return the index of the entry, or -1 when the class keeps none
  long evict(int granules) {
    long handle = take(granules);
    if (handle == 0) return -1;
    long index = handle & EntryLayout.INDEX_MASK;
    table.set(index, table.entryInUse(index) - 2 * ONE_GENERATION);
    return index;
  }

  /// With no block kept, makes ready for the heads' memory to be given back.
  void forgetHeads() {
    committed = false;
  }

  private boolean commit() {
    if (!backing.commit(heads, HEADS_BYTES)) return false;
    for (int granules = 1; granules <= MAX_GRANULES; granules++) {
      Memory.putInt(headOf(granules) + ROOM, capacity(granules));
    }
    committed = true;
    return true;
  }

  static int capacity(int granules) {
    return Math.clamp(CLASS_GRANULES / granules, FEWEST_BLOCKS, MOST_BLOCKS);
  }

  private long headOf(long granules) {
    return heads + (granules << 3);
  }

  private long addressOf(long entry) {
    return base + ((entry & ADDRESS_MASK) << LOG_GRANULE_BYTES);
  }
}
