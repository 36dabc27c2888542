package org.heaplab.allocators.handle;

/// The bits of a handle and of its entry in the [HandleTable].
///
/// ```text
///     63                    44 43          34 33                               0
///     ├───────────────────────┼──────────────┼─────────────────────────────────┤
///     │ generation            │ locks        │ address of the payload, in      │  entry in use
///     │                    1  │              │ granules from the heap's base   │
///     ├───────────────────────┼──────────────┼─────────────────────────────────┤
///     │ generation         0  │ 0            │ next free entry of the page + 1 │  free entry
///     ├───────────────────────┼──────────────┼─────────────────────────────────┤
///     │ generation         0  │ 0            │ address of the payload          │  kept in a magazine
///     ├───────────────────────┼──────────────┴─────────────────────────────────┤
///     │ generation         1  │ index of the entry                             │  handle
///     └───────────────────────┴────────────────────────────────────────────────┘
/// ```
///
/// A generation is odd while its block lives and grows by one at every malloc and every free, so a
/// handle whose generation is not its entry's is stale, and no handle of an entry in use is 0. An
/// entry whose generation has run out is never used again: staleness is detected always, not almost
/// always.
///
/// The size is not here: it follows from the page, or stands in the extent's header. A granule is 8
/// bytes, so a heap spans at most 2^34 granules = 128 GiB of addresses.
final class EntryLayout {
  static final int LOG_ENTRY_BYTES = 3;
  static final int LOG_GRANULE_BYTES = 3;
  static final int GRANULE_BYTES = 1 << LOG_GRANULE_BYTES;

  static final int ADDRESS_BITS = 34;
  static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;

  static final int LOCKS_SHIFT = ADDRESS_BITS;
  static final int LOCKS_BITS = 10;
  static final long ONE_LOCK = 1L << LOCKS_SHIFT;
  static final long LOCKS_MASK = ((1L << LOCKS_BITS) - 1) << LOCKS_SHIFT;

  static final int GENERATION_SHIFT = LOCKS_SHIFT + LOCKS_BITS;
  static final long ONE_GENERATION = 1L << GENERATION_SHIFT;
  static final long GENERATION_MASK = -1L << GENERATION_SHIFT;

  /// The last even generation: an entry that is freed into it stays unused.
  static final long LAST_FREE_GENERATION = GENERATION_MASK << 1;

  static final long INDEX_MASK = ~GENERATION_MASK;

  private static final long FIRST_BLOCK = Layout.SLABS >>> LOG_GRANULE_BYTES;

  private EntryLayout() {}

  /// Whether the handle is not that of the entry's block as it is now.
  static boolean isStale(long entry, long handle) {
    return (((entry ^ handle) & GENERATION_MASK) | (~handle & ONE_GENERATION)) != 0;
  }

  static boolean isLocked(long entry) {
    return (entry & LOCKS_MASK) != 0;
  }

  static int locks(long entry) {
    return (int) ((entry & LOCKS_MASK) >>> LOCKS_SHIFT);
  }

  /// Whether there is a block at the entry's address, be it a client's or one that is kept ready:
  /// the link of a free entry is far below the first block.
  static boolean hasBlock(long entry) {
    return (entry & ADDRESS_MASK) >= FIRST_BLOCK;
  }

  static boolean isUsed(long entry) {
    return (entry & ONE_GENERATION) != 0;
  }
}
