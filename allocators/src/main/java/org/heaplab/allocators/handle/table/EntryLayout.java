package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.handle.pages.HeapAreas;

/// The bits of a handle, of its entry in the [HandleTable], and of the page that the entry is on.
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
///     │ next free entry's place │ generation   │ 0   │  free entry
///     │ in the page + 1         │            0 │     │
///     ├─────────────────────────┼──────────────┼─────┤
///     │ address of the payload  │ generation 0 │ 0   │  kept in a magazine
///     └─────────────────────────┴──────────────┴─────┘
///                                ◀────── tag ───────▶
/// ```
///
/// A generation is odd while its block lives and grows by one at every malloc and every free, so a
/// handle whose generation is not its entry's is stale, and no handle of an entry in use is 0. An
/// entry whose generation has run out is not used again before its whole page was given back, which
/// begins a new epoch of the page; a page whose epochs have run out is never used again. Staleness
/// is detected always, not almost always.
///
/// Locks beyond [#MANY_LOCKS] are counted in [ExtraLocks].
///
/// The size is not here: it follows from the page, or stands in the extent's header. A granule is 8
/// bytes, so a heap spans at most 2^32 granules = 32 GiB of addresses.
public final class EntryLayout {
  public static final int ENTRY_BYTES = 6;
  static final int ADDRESS_BITS = 32;
  public static final int TAG = 4;

  static final int LOCKS_BITS = 4;
  public static final int LOCKS_MASK = (1 << LOCKS_BITS) - 1;
  public static final int MANY_LOCKS = LOCKS_MASK;

  public static final int GENERATION_BITS = 12;
  public static final int ONE_GENERATION = 1 << LOCKS_BITS;
  public static final int GENERATION_MASK = ((1 << GENERATION_BITS) - 1) << LOCKS_BITS;

  /// The last even generation: an entry that is freed into it stays unused.
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

  /// The tag of an entry that is in use and not locked, as it was when the handle was given out.
  public static int tagOf(long handle) {
    return (int) (handle >>> TAG_SHIFT) & GENERATION_MASK;
  }

  public static boolean isLocked(int tag) {
    return (tag & LOCKS_MASK) != 0;
  }

  public static boolean isUsed(int tag) {
    return (tag & ONE_GENERATION) != 0;
  }

  /// Whether an entry's address is that of a block, be it a client's or one that is kept ready: the
  /// link of a free entry is below the first block.
  public static boolean isBlock(long granule) {
    return granule >= FIRST_BLOCK;
  }
}
