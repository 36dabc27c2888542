package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// The bits of a handle, and of its entry in the [HandleTable].
///
/// ```text
///     63                42 41          30 29                           0
///     ├───────────────────┼──────────────┼──────────────────────────────┤
///     │ epoch of the page │ generation 1 │ index of the entry: where it │  handle
///     │                   │              │ lies in the table, in pairs  │
///     │                   │              │ of bytes                     │
///     └───────────────────┴──────────────┴──────────────────────────────┘
///     0                         4              5½   6 bytes
///     ├─────────────────────────┼──────────────┼─────┤
///     │ address of the payload, │ generation   │locks│  entry in use
///     │ in granules from the    │            1 │     │
///     │ heap's base             │              │     │
///     ├─────────────────────────┼──────────────┼─────┤
///     │ offset of the next free │ generation   │ 0   │  free entry
///     │ entry in the page + 1   │            0 │     │
///     ├─────────────────────────┼──────────────┼─────┤
///     │ address of the payload  │ generation 0 │ 0   │  kept in a magazine
///     └─────────────────────────┴──────────────┴─────┘
///                                ◀────── tag ───────▶
/// ```
///
/// A generation grows by one at every malloc and every free, so it is odd while a client has the
/// block. A handle whose generation is not that of its entry is stale. No handle is 0, since its
/// generation is odd.
///
/// When the generations of an entry have run out, it is not used again until its whole page has
/// been given back. Then a new epoch of the page begins. When the epochs of a page have run out, it
/// is never used again. So no handle is given out twice, and every stale handle is detected.
///
/// Locks beyond [#MANY_LOCKS] are counted in [ExtraLocks].
///
/// The size of a block is not here. It follows from the page, or stands in the extent's header. An
/// address has 32 bits, so a heap spans at most 2^32 granules of addresses.
public final class EntryLayout {
  public static final int ENTRY_BYTES = 6;
  public static final int TAG = 4;

  static final int LOCKS_BITS = 4;
  public static final int LOCKS_MASK = (1 << LOCKS_BITS) - 1;
  public static final int MANY_LOCKS = LOCKS_MASK;

  public static final int GENERATION_BITS = 12;
  public static final int ONE_GENERATION = 1 << LOCKS_BITS;
  public static final int GENERATION_MASK = ((1 << GENERATION_BITS) - 1) << LOCKS_BITS;

  /// The last even generation. An entry that has it is not used again.
  public static final int LAST_FREE_GENERATION = GENERATION_MASK & ~ONE_GENERATION;

  public static final int LOG_INDEX_BYTES = 1;
  public static final int INDEX_BITS = 30;
  public static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  /// A handle shifted right by this has its generation where a tag has it.
  public static final int TAG_SHIFT = INDEX_BITS - LOCKS_BITS;

  public static final int EPOCH_SHIFT = INDEX_BITS + GENERATION_BITS;
  public static final int LAST_EPOCH = -1 >>> (EPOCH_SHIFT - Integer.SIZE);

  private static final long FIRST_BLOCK = HeapAreas.SLABS >>> HeapAreas.LOG_GRANULE_BYTES;

  private EntryLayout() {}

  static long handle(int epoch, int tag, long index) {
    return ((long) epoch << EPOCH_SHIFT) | ((long) (tag & GENERATION_MASK) << TAG_SHIFT) | index;
  }

  public static int epochOf(long handle) {
    return (int) (handle >>> EPOCH_SHIFT);
  }

  /// The tag that the entry had when the handle was given out: in use and not locked.
  public static int tagOf(long handle) {
    return (int) (handle >>> TAG_SHIFT) & GENERATION_MASK;
  }

  public static boolean isLocked(int tag) {
    return (tag & LOCKS_MASK) != 0;
  }

  public static boolean isUsed(int tag) {
    return (tag & ONE_GENERATION) != 0;
  }

  /// The address of an entry's block, in granules from the heap's base, or a free entry's link.
  ///
  /// @param at the absolute address of the entry
  public static long granuleAt(long at) {
    return Memory.getUnsignedInt(at);
  }

  /// Moves an entry's block to another address.
  ///
  /// @param at the absolute address of the entry
  public static void move(long at, long granule) {
    Memory.putInt(at, (int) granule);
  }

  /// Whether an entry holds the address of a block, of a client or in a magazine. A free entry
  /// holds a link, which is smaller than the address of the first block.
  public static boolean isBlock(long granule) {
    return granule >= FIRST_BLOCK;
  }
}
