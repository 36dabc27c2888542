package org.heaplab.allocators.handle.compaction;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.extents.ExtentLayout;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.extents.SparseRegions;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// Gathers the free bytes between extents into whole pages. One pass visits the area in address
/// order, in steps.
///
/// A window of addresses that is free in large part is emptied. Its smaller extents move into holes
/// elsewhere that hold no page to give back. Those that find no hole slide down over the free
/// extent before them.
///
/// A thorough pass slides every extent that is not locked. Partly committed extents stay: moving
/// one would commit the rest of it.
final class ExtentEvacuation {
  private static final int LOG_GRANULES_PER_PAGE =
      Backing.LOG_PAGE_BYTES - HeapAreas.LOG_GRANULE_BYTES;

  /// Larger extents are not moved: the free bytes around them are too few.
  private static final long MAX_MOVED_GRANULES = 4L << LOG_GRANULES_PER_PAGE;

  /// Words of regions lie side by side, so visiting this many takes as long as one visit elsewhere.
  private static final int REGIONS_PER_VISIT = 16;

  private final HandleTable table;
  private final Extents extents;
  private final ExtentMoves moves;
  private final WorkBudget budget;
  private final SparseRegions regions;
  private boolean active;
  private boolean thorough;

  /// The next region that is looked at.
  private long region;

  /// Free bytes of the windows of this pass.
  private long gatheredBytes;

  /// The window that is being emptied, until the cursor has passed it.
  private long windowStart;

  private long windowEnd;

  ExtentEvacuation(HandleTable table, Extents extents, ExtentMoves moves, WorkBudget budget) {
    this.table = table;
    this.extents = extents;
    this.regions = extents.free().regions();
    this.moves = moves;
    this.budget = budget;
  }

  boolean isActive() {
    return active;
  }

  void begin(boolean thorough) {
    this.thorough = thorough;
    active = true;
    region = 0;
    gatheredBytes = 0;
    windowEnd = thorough ? Long.MAX_VALUE : 0;
    extents.setCursor(extents.grid().first());
  }

  /// The least that a pass could gather now, if nothing is locked.
  long gainBytes() {
    return ExtentLayout.bytes((long) regions.count() * SparseRegions.SPARSE_GRANULES);
  }

  /// Free bytes of the windows that the last pass emptied, if nothing in them was locked.
  long gatheredBytes() {
    return gatheredBytes;
  }

  /// Continues the pass as far as the budget allows.
  void step() {
    while (budget.isOpen() && active) {
      if (extents.cursor() < Math.min(windowEnd, extents.top())) {
        if (thorough) slideOne();
        else emptyOne();
      } else if (thorough) {
        active = false;
      } else {
        findWindow();
      }
    }
  }

  private void slideOne() {
    long at = extents.cursor();
    long size = extents.sizeOf(at);
    if (ExtentLayout.isUsed(extents.header(at)) || !slide(at, Long.MAX_VALUE)) {
      if (budget.mayMove()) extents.setCursor(at + size);
    }
    budget.visit(1);
  }

  /// Goes on to the next sparse region, or ends the pass. The extents from its anchor on are the
  /// window, if enough of them is free.
  private void findWindow() {
    long end = Math.min(region + REGIONS_PER_VISIT, SparseRegions.countBelow(extents.top()));
    long anchor = -1;
    while (region < end && anchor < 0) anchor = regions.anchorOfSparse(region++);
    budget.visit(1);
    if (anchor >= 0) measureWindow(anchor);
    else if (region >= SparseRegions.countBelow(extents.top())) active = false;
  }

  private void measureWindow(long from) {
    long to = from;
    long free = 0;
    boolean movable = false;
    while (to < extents.top() && to - from < SparseRegions.REGION_GRANULES) {
      long header = extents.header(to);
      long size = ExtentLayout.granules(header);
      if (ExtentLayout.isUsed(header)) {
        movable = movable || isMovable(header, MAX_MOVED_GRANULES);
      } else {
        free += SparseRegions.countedOf(size);
      }
      to += size;
      budget.visit(1);
    }
    if (!movable || !SparseRegions.isSparse(free, to - from)) return;
    windowStart = from;
    windowEnd = to;
    gatheredBytes += ExtentLayout.bytes(free);
    extents.setCursor(from);
  }

  /// Moves one extent of the window, or skips it. The cursor may go back when free extents
  /// coalesce, and the window's start goes back with it: what was emptied must not be filled again.
  private void emptyOne() {
    long at = extents.cursor();
    windowStart = Math.min(windowStart, at);
    long header = extents.header(at);
    long next = at + ExtentLayout.granules(header);
    boolean moved =
        ExtentLayout.isUsed(header)
            ? moveAway(at, header)
            : next < extents.top()
                && (moveAway(next, extents.header(next)) || slide(at, MAX_MOVED_GRANULES));
    budget.visit(1);
    if (!moved && budget.mayMove()) extents.setCursor(next);
  }

  /// Moves the extent after a free one down over it, or over most of it.
  private boolean slide(long gap, long maxGranules) {
    long extent = gap + extents.sizeOf(gap);
    long header = extents.header(extent);
    if (!isMovable(header, maxGranules) || extents.untouchedBytes(extent) > 0) return false;
    long distance = moves.slideDistance(gap);
    long granules = ExtentLayout.granules(header);
    if (distance == 0 || !budget.spend(ExtentLayout.bytes(granules))) return false;
    long target = moves.slide(gap, distance);
    if (target == 0) return false;
    table.move(ExtentLayout.owner(header), target);
    return true;
  }

  private boolean moveAway(long extent, long header) {
    if (!isMovable(header, MAX_MOVED_GRANULES) || ExtentLayout.isAligned(header)) {
      return false;
    }
    long granules = ExtentLayout.granules(header);
    long hole = extents.free().findHole(granules, windowStart, windowEnd);
    if (hole < 0 || !budget.spend(ExtentLayout.bytes(granules))) return false;
    long target = moves.moveTo(hole, extent);
    if (target == 0) return false;
    table.move(ExtentLayout.owner(header), target);
    return true;
  }

  private boolean isMovable(long header, long maxGranules) {
    return ExtentLayout.granules(header) <= maxGranules
        && !EntryLayout.isLocked(table.tag(ExtentLayout.owner(header)));
  }
}
