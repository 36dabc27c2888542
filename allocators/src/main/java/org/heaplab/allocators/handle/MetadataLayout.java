package org.heaplab.allocators.handle;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.blocks.Magazines;
import org.heaplab.allocators.handle.extents.FreeExtents;
import org.heaplab.allocators.handle.extents.SparseRegions;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;
import org.heaplab.allocators.handle.slabs.SlabGeometry;
import org.heaplab.allocators.handle.slabs.SlabLists;
import org.heaplab.allocators.handle.table.EntryPageLayout;
import org.heaplab.allocators.handle.table.ExtraLocks;
import org.heaplab.allocators.handle.table.HandleTable;

/// The addresses of each structure's metadata, as offsets from the heap's base.
///
/// ```text
///     METADATA                            PAGE_SETS              TABLE_DESCRIPTORS  SLAB_DESCRIPTORS
///     ├────────────┬───────────┬──────────┼──────────┬───────────┼──────────────────┼──────────── ─ ─
///     │ slab heads │ extent    │ magazine │ page     │ extra     │ one for a page   │ one for a
///     │            │ bins      │ heads    │ sets     │ locks     │ of entries       │ slab page
///     └────────────┴───────────┴──────────┴──────────┴───────────┴──────────────────┴──────────── ─ ─
///     ◀──── given back with the last ────▶
///                    block
/// ```
final class MetadataLayout {
  static final long SLAB_HEADS = HeapAreas.METADATA;
  static final long EXTENT_BINS = SLAB_HEADS + SlabLists.HEADS_BYTES;
  static final long MAGAZINES = EXTENT_BINS + FreeExtents.HEADS_BYTES;
  static final long REGIONS = MAGAZINES + Magazines.HEADS_BYTES;
  static final long HEADS_END =
      HeapAreas.roundUp(REGIONS + SparseRegions.BYTES, Backing.PAGE_BYTES);

  static final long PAGE_SETS = HEADS_END;
  static final long PAGE_SETS_BYTES =
      PageSetBitmaps.bytesFor(Math.max(HandleTable.MAX_PAGES, SlabGeometry.MAX_PAGES));

  /// On the same page as the first descriptor of entries. That page is committed whenever there is
  /// a block, so its locks can be counted.
  static final long EXTRA_LOCKS = PAGE_SETS + PAGE_SETS_BYTES;

  static final long TABLE_DESCRIPTORS = EXTRA_LOCKS + ExtraLocks.BYTES;
  static final long SLAB_DESCRIPTORS =
      HeapAreas.roundUp(
          TABLE_DESCRIPTORS + HandleTable.MAX_PAGES * EntryPageLayout.DESCRIPTOR_BYTES,
          Backing.PAGE_BYTES);

  private MetadataLayout() {}
}
