package org.heaplab.allocators.handle.blocks;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.handle.table.EntryLayout.LAST_FREE_GENERATION;
import static org.heaplab.allocators.handle.table.EntryLayout.ONE_GENERATION;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG;
import static org.heaplab.allocators.handle.table.EntryLayout.TAG_SHIFT;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// Freed blocks that are kept, with their entries, for the next request of their size. Most blocks
/// die young, and a program that frees a block soon requests another like it. Then neither the
/// block's page or neighbours nor the page of its entry change (Bonwick & Adams, *Magazines and
/// Vmem*, 2001; their magazines belong to processors).
///
/// ```text
///    class of 3 granules
///     ┌──────────────┬──────┐     entry            slot or extent
///     │ first handle │ room │     ┌────┬─────┐     ┌─────────────┬──────────┐
///     │ of entry 17  │ 40   │────▶│ at │ tag │────▶│ next handle │          │
///     └──────────────┴──────┘     └────┴───0─┘     └──────┼──────┴──────────┘
///                                                         └──▶ of entry 5 …
/// ```
///
/// The handles in a magazine are those that the next clients get. All other structures take a kept
/// block for a used one. It may move, and its link moves with it. Only its generation tells that no
/// client has it.
public final class Magazines {
  /// The largest block that is kept.
  public static final int MAX_GRANULES = 128;

  private static final int LOG_HEAD_BYTES = 4;
  public static final long HEADS_BYTES = (MAX_GRANULES + 1L) << LOG_HEAD_BYTES;

  /// Granules that a class may keep, within the two limits on its number of blocks.
  private static final int CLASS_GRANULES = 512;

  private static final int MOST_BLOCKS = 64;
  private static final int FEWEST_BLOCKS = 2;

  public static final int FIRST = 0;
  public static final int ROOM = 8;

  private final Backing backing;
  private final HandleTable table;
  private final long heads;
  private final long base;
  private boolean committed;
  private long granules;
  private long mostGranules;

  /// @param heads absolute address of [#HEADS_BYTES]
  public Magazines(Backing backing, long heads, HandleTable table) {
    this.backing = backing;
    this.table = table;
    this.base = backing.base();
    this.heads = heads;
  }

  /// Sets how much may be kept from now on. At first nothing may be kept.
  ///
  /// @return whether that much is kept already. Then some of it may be of no use any more.
  public boolean limit(long bytes) {
    mostGranules = committed || commit() ? bytes >> LOG_GRANULE_BYTES : 0;
    return granules >= mostGranules && granules > 0;
  }

  /// Granules in kept blocks; each counts as the granules of its class.
  public long granules() {
    return granules;
  }

  /// Whether the heads may be read.
  public boolean isCommitted() {
    return committed;
  }

  boolean isEmpty() {
    return granules == 0;
  }

  /// @return the handle of a block that was kept in the class of this size, or 0
  public long take(long granules) {
    if (this.granules < granules || granules > MAX_GRANULES) return 0;
    long head = headOf(granules);
    long handle = Memory.getLong(head + FIRST);
    if (handle == 0) return 0;
    long at = table.at(handle & EntryLayout.INDEX_MASK);
    Memory.putLong(head + FIRST, Memory.getLong(blockOf(at)));
    Memory.putInt(head + ROOM, Memory.getInt(head + ROOM) + 1);
    this.granules -= granules;
    Memory.putChar(at + TAG, EntryLayout.tagOf(handle));
    return handle;
  }

  /// Keeps a block that a client has just freed.
  ///
  /// @param handle of the block as the client had it
  /// @param at the absolute address of its entry
  /// @return false when there is no room for it, and then nothing has changed
  public boolean keep(long handle, long at, long granules) {
    if (granules > MAX_GRANULES || granules > mostGranules - this.granules) return false;
    long head = headOf(granules);
    int room = Memory.getInt(head + ROOM);
    int kept = EntryLayout.tagOf(handle) + ONE_GENERATION;
    if (room == 0 || kept == LAST_FREE_GENERATION) return false;
    Memory.putLong(blockOf(at), Memory.getLong(head + FIRST));
    Memory.putLong(head + FIRST, handle + ((2L * ONE_GENERATION) << TAG_SHIFT));
    Memory.putInt(head + ROOM, room - 1);
    this.granules += granules;
    Memory.putChar(at + TAG, kept);
    return true;
  }

  /// Frees all kept blocks and their entries.
  public void empty(BlockSpace space) {
    for (int granules = 1; !isEmpty(); granules++) {
      for (long index; (index = evict(granules)) >= 0; ) {
        space.free(table.granule(index));
        table.remove(index);
      }
    }
  }

  /// Removes the first block of a class. Its entry is then as it was before the client freed it.
  ///
  /// @return the index of the entry, or -1 when the class keeps none
  private long evict(int granules) {
    long handle = take(granules);
    if (handle == 0) return -1;
    long index = handle & EntryLayout.INDEX_MASK;
    table.setTag(index, EntryLayout.tagOf(handle) - 2 * ONE_GENERATION);
    return index;
  }

  /// Must be called before the memory of the heads is given back. No block may be kept.
  public void prepareHeadsRelease() {
    committed = false;
    mostGranules = 0;
  }

  private boolean commit() {
    if (!backing.commit(heads, HEADS_BYTES)) return false;
    for (int granules = 1; granules <= MAX_GRANULES; granules++) {
      Memory.putInt(headOf(granules) + ROOM, capacity(granules));
    }
    committed = true;
    return true;
  }

  public static int capacity(int granules) {
    return Math.clamp(CLASS_GRANULES / granules, FEWEST_BLOCKS, MOST_BLOCKS);
  }

  /// The absolute address of a class's head.
  public long headOf(long granules) {
    return heads + (granules << LOG_HEAD_BYTES);
  }

  private long blockOf(long at) {
    return base + (EntryLayout.granuleAt(at) << LOG_GRANULE_BYTES);
  }
}
