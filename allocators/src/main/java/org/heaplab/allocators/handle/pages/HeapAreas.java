package org.heaplab.allocators.handle.pages;

import org.heaplab.allocators.backing.Backing;

/// The areas of the heap's reserved range, as offsets from its base, and the unit of addresses and
/// sizes, the granule. Addresses are plenty, memory is not: each area is as long as it can ever
/// need to be. Only what is used of it is committed, from the area's start on.
///
/// ```text
///     0      SLABS        EXTENTS               TABLE              METADATA                  BYTES
///     ├───────┼────────────┼─────────────────────┼──────────────────┼───────────────────────────┤
///     │ never │ pages of   │ larger blocks       │ handle entries   │ list heads, page sets,    │
///     │ used  │ slots      │ under headers       │                  │ descriptors               │
///     └───────┴────────────┴─────────────────────┴──────────────────┴───────────────────────────┘
///     ◀────── blocks, at 2^32 granules ─────────▶
/// ```
public final class HeapAreas {
  public static final int LOG_GRANULE_BYTES = 3;
  public static final int GRANULE_BYTES = 1 << LOG_GRANULE_BYTES;

  public static final int LOG_AREAS = 2;
  static final int LOG_AREA_BYTES = 34;
  public static final long AREA_BYTES = 1L << LOG_AREA_BYTES;

  /// No block lies below this, so a block's address and a link of a free list are never equal.
  public static final long SLABS = 16 * Backing.PAGE_BYTES;

  public static final long SLABS_BYTES = AREA_BYTES - SLABS;
  public static final long EXTENTS = AREA_BYTES;
  public static final long EXTENTS_BYTES = AREA_BYTES;
  public static final long TABLE = EXTENTS + AREA_BYTES;
  public static final long METADATA = TABLE + AREA_BYTES;

  private HeapAreas() {}

  public static long roundUp(long value, long unit) {
    return (value + unit - 1) & -unit;
  }
}
