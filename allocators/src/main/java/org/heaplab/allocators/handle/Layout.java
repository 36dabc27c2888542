package org.heaplab.allocators.handle;

import org.heaplab.allocators.backing.Backing;

/// Where each structure of the heap lies in its reserved range, as offsets from the base. Addresses
/// are plenty, memory is not: each area is as long as it can ever need to be, and only what is used
/// of it is committed, from the area's start on.
///
/// ```text
///     0      SLABS        EXTENTS               TABLE              METADATA                  BYTES
///     ├───────┼────────────┼─────────────────────┼──────────────────┼───────────────────────────┤
///     │ never │ pages of   │ larger blocks       │ handle entries   │ list heads, page sets,    │
///     │ used  │ slots      │ under headers       │                  │ descriptors               │
///     └───────┴────────────┴─────────────────────┴──────────────────┴───────────────────────────┘
///     ◀────── blocks, at 2^32 granules ─────────▶
/// ```
final class Layout {
  static final int LOG_AREAS = 2;
  static final int LOG_AREA_BYTES = 34;
  static final long AREA_BYTES = 1L << LOG_AREA_BYTES;

  /// No block lies below this, so that an address is no link.
  static final long SLABS = 16 * Backing.PAGE_BYTES;

  static final long SLABS_BYTES = AREA_BYTES - SLABS;
  static final long EXTENTS = AREA_BYTES;
  static final long EXTENTS_BYTES = AREA_BYTES;
  static final long TABLE = EXTENTS + AREA_BYTES;
  static final long METADATA = TABLE + AREA_BYTES;

  static final long TABLE_PAGES = 1L << HandleTable.LOG_MAX_PAGES;
  static final long SLAB_PAGES = SLABS_BYTES >>> Backing.LOG_PAGE_BYTES;

  static final long SLAB_HEADS = METADATA;
  static final long DIRTY_BINS = SLAB_HEADS + SlabLists.HEADS_BYTES;
  static final long CLEAN_BINS = DIRTY_BINS + ExtentBins.HEADS_BYTES;
  static final long MAGAZINES = CLEAN_BINS + ExtentBins.HEADS_BYTES;
  static final long HEADS_END = roundUp(MAGAZINES + Magazines.HEADS_BYTES, Backing.PAGE_BYTES);

  static final long PAGE_SETS = HEADS_END;

  /// On one page with the descriptor of the first page of entries: where there is a block, its
  /// locks can be counted.
  static final long DEEP_LOCKS = PAGE_SETS + PageSets.bytesFor(Math.max(TABLE_PAGES, SLAB_PAGES));

  static final long TABLE_DESCRIPTORS = DEEP_LOCKS + DeepLocks.BYTES;
  static final long SLAB_DESCRIPTORS =
      roundUp(TABLE_DESCRIPTORS + TABLE_PAGES * HandleTable.DESCRIPTOR_BYTES, Backing.PAGE_BYTES);

  private Layout() {}

  static long roundUp(long value, long unit) {
    return (value + unit - 1) & -unit;
  }
}
