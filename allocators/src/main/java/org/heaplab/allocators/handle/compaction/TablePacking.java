package org.heaplab.allocators.handle.compaction;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.table.EntryPacking;
import org.heaplab.allocators.handle.table.HandleTable;

/// Makes the handle table smaller, in steps: packs its pages that hold few entries, the highest
/// first, and then shortens the log of packs. New entries come from the lowest pages, so the
/// highest are the least likely to be filled again.
final class TablePacking {
  /// Unless nothing may be wasted, at least so much may be.
  private static final long MIN_WASTED_BYTES = 8 * Backing.PAGE_BYTES;

  /// Copying the entries of a page takes as long as so many visits.
  private static final int VISITS_PER_PACK = 16;

  /// Descriptors lie side by side, so visiting this many takes as long as one visit elsewhere.
  private static final int PAGES_PER_VISIT = 8;

  private final HandleTable table;
  private final EntryPacking packing;
  private final WorkBudget budget;
  private final double wasteShare;
  private final WaitForPass wait = new WaitForPass();
  private boolean active;

  /// The lowest page that was visited.
  private long page;

  private long changed;

  /// @param wasteShare share of the footprint that the table may waste before a pass begins
  TablePacking(HandleTable table, WorkBudget budget, double wasteShare) {
    this.table = table;
    this.packing = new EntryPacking(table);
    this.budget = budget;
    this.wasteShare = wasteShare;
  }

  boolean isActive() {
    return active;
  }

  /// Called at each tick without a pass.
  ///
  /// @return whether a pass is worth it, and was not tried in vain a short while ago
  boolean isDue(long footprintBytes) {
    return !wait.goesOn() && isWorthIt(footprintBytes);
  }

  /// Whether the table wastes so much that a pass may gain something.
  boolean isWorthIt(long footprintBytes) {
    if (wasteShare == 1) return false;
    long least = wasteShare == 0 ? 0 : MIN_WASTED_BYTES;
    long most = Math.max(least, (long) (wasteShare * footprintBytes));
    return table.wastedBytes() > most;
  }

  void begin() {
    active = true;
    page = table.pages();
    changed = 0;
  }

  /// Continues the pass as far as the budget allows.
  void step() {
    while (budget.isOpen() && page > 0) {
      page--;
      if (packing.pack(page)) {
        changed++;
        budget.visit(VISITS_PER_PACK);
      } else if (page % PAGES_PER_VISIT == 0) {
        budget.visit(1);
      }
    }
    while (budget.isOpen() && page == 0) {
      if (!packing.renewOldest()) {
        finish();
        return;
      }
      changed++;
      budget.visit(VISITS_PER_PACK);
    }
  }

  private void finish() {
    active = false;
    wait.begin(table.pages(), changed > 0);
  }
}
