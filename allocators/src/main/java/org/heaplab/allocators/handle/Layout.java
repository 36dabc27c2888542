package org.heaplab.allocators.handle;

import org.heaplab.allocators.backing.Backing;

/// Where each structure of the heap lies in its reserved range, as offsets from the base. Addresses
/// are plenty, memory is not: each area is as long as it can ever need to be, and only what is used
/// of it is committed.
///
/// ```text
///     0          TABLE        SLABS         EXTENTS              METADATA                     BYTES
///     ├───────────┼────────────┼─────────────┼────────────────────┼─────────────────────────────┤
///     │ never     │ handle     │ pages of    │ larger blocks      │ list heads, page            │
///     │ used      │ entries    │ equal slots │ under headers      │ descriptors, page sets      │
///     └───────────┴────────────┴─────────────┴────────────────────┴─────────────────────────────┘
/// ```
final class Layout {
  private static final long GIB = 1L << 30;

  static final long TABLE = Backing.PAGE_BYTES;
  static final long TABLE_BYTES = 8 * GIB;
  static final long SLABS = TABLE + TABLE_BYTES;
  static final long SLABS_BYTES = 32 * GIB;
  static final long EXTENTS = SLABS + SLABS_BYTES;
  static final long EXTENTS_BYTES = 32 * GIB;

  static final long TABLE_PAGES = TABLE_BYTES >>> Backing.LOG_PAGE_BYTES;
  static final long SLAB_PAGES = SLABS_BYTES >>> Backing.LOG_PAGE_BYTES;

  static final long HEADS = EXTENTS + EXTENTS_BYTES;
  static final long HEADS_BYTES = SlabPages.HEADS_BYTES + 2 * ExtentBins.HEADS_BYTES;
  static final long MAGAZINES = HEADS + HEADS_BYTES;
  static final long TABLE_PARTIAL = roundUp(MAGAZINES + Magazines.HEADS_BYTES, Backing.PAGE_BYTES);
  static final long TABLE_RELEASED = TABLE_PARTIAL + PageSet.bytesFor(TABLE_PAGES);
  static final long TABLE_DESCRIPTORS = TABLE_RELEASED + PageSet.bytesFor(TABLE_PAGES);
  static final long SLABS_RETAINED = TABLE_DESCRIPTORS + TABLE_PAGES * HandleTable.DESCRIPTOR_BYTES;
  static final long SLABS_RELEASED = SLABS_RETAINED + PageSet.bytesFor(SLAB_PAGES);
  static final long SLAB_DESCRIPTORS = SLABS_RELEASED + PageSet.bytesFor(SLAB_PAGES);
  static final long BYTES = SLAB_DESCRIPTORS + SLAB_PAGES * SlabLayout.DESCRIPTOR_BYTES;

  private Layout() {}

  static long roundUp(long value, long unit) {
    return (value + unit - 1) & -unit;
  }
}
