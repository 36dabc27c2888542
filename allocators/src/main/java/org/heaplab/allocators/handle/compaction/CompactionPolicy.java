package org.heaplab.allocators.handle.compaction;

/// When the heap compacts on its own, and how much.
///
/// @param automatic whether it does so at all
/// @param headroom share of the footprint that may be free before compaction starts
/// @param moves bytes that may be moved for each byte allocated, times the share of the footprint
///   that is free
/// @param fullestLevel slab pages above this level of occupancy, out of
///   [org.heaplab.allocators.handle.slabs.SlabLayout#LEVELS], are left alone
/// @param visitsPerTick entries, pages or extents that compaction may visit each time it gets a
///   turn, which bounds its pauses
public record CompactionPolicy(
    boolean automatic, double headroom, double moves, int fullestLevel, int visitsPerTick) {}
