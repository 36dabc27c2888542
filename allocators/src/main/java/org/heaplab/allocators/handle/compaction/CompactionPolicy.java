package org.heaplab.allocators.handle.compaction;

import org.heaplab.allocators.handle.slabs.SlabLayout;

/// When the heap compacts on its own, and how much.
///
/// @param automatic whether it does so at all
/// @param headroom share of the footprint that may be free before compaction starts
/// @param moves bytes that may be moved for each byte that pays, times the share of the footprint
///   that is free
/// @param freesPay whether freed bytes pay for moves, as allocated ones do
/// @param peakEffort how many times harder to compact while the footprint is near its largest: so
///   many times as many moves and visits, and from that much less free memory
/// @param fullestLevel slab pages above this level of occupancy are not emptied; there are
///   [SlabLayout#LEVELS]
/// @param tableWaste share of the footprint that the handle table may waste before its sparse pages
///   are packed; with 1 they never are
/// @param visitsPerTick entries, pages or extents that compaction may visit at each tick, which
///   bounds its pauses
public record CompactionPolicy(
    boolean automatic,
    double headroom,
    double moves,
    boolean freesPay,
    double peakEffort,
    int fullestLevel,
    double tableWaste,
    int visitsPerTick) {
  public CompactionPolicy {
    require(headroom >= 0 && headroom <= 1, "headroom must be a share from 0 to 1", headroom);
    require(
        tableWaste >= 0 && tableWaste <= 1, "the table's waste must be from 0 to 1", tableWaste);
    require(moves >= 0, "the factor of bytes moved must be at least 0", moves);
    require(peakEffort >= 1, "the effort at the peak must be at least 1", peakEffort);
    require(
        fullestLevel >= 0 && fullestLevel < SlabLayout.LEVELS,
        "the fullest level to empty must be 0 to " + (SlabLayout.LEVELS - 1),
        fullestLevel);
    require(visitsPerTick >= 1, "the budget must be at least 1 visit a tick", visitsPerTick);
  }

  private static void require(boolean rule, String words, Object value) {
    if (!rule) throw new IllegalArgumentException(words + ": " + value);
  }
}
