package org.heaplab.allocators.handle;

/// When to compact, and how much: the parameters that the ablations vary.
///
/// @param maxSmallGranules the largest block, in granules, that lives in a slab page
/// @param headroom share of the footprint that may be free before compaction starts
/// @param moveShare bytes that compaction on its own may move for each byte allocated
/// @param fullestLevel pages above this level of occupancy, out of [SlabLayout#LEVELS], are left
///   alone
/// @param automatic whether the heap compacts on its own at all
record Policy(
    int maxSmallGranules, double headroom, double moveShare, int fullestLevel, boolean automatic) {
  Policy {
    require(
        maxSmallGranules >= 0 && maxSmallGranules <= SlabPages.MAX_GRANULES,
        "the largest small block must be 0 to " + SlabPages.MAX_GRANULES + " granules",
        maxSmallGranules);
    require(headroom >= 0 && headroom <= 1, "headroom must be a share from 0 to 1", headroom);
    require(moveShare >= 0, "the share of bytes moved must be at least 0", moveShare);
    require(
        fullestLevel >= 0 && fullestLevel < SlabLayout.LEVELS,
        "the fullest level to empty must be 0 to " + (SlabLayout.LEVELS - 1),
        fullestLevel);
  }

  private static void require(boolean rule, String words, Object value) {
    if (!rule) throw new IllegalArgumentException(words + ": " + value);
  }
}
