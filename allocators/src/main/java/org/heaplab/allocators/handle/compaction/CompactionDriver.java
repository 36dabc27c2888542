package org.heaplab.allocators.handle.compaction;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.HandleTable;

/// Decides when to compact, and drives [SlabEvacuation] and [ExtentEvacuation] in small steps.
///
/// Holes are reused first: compaction starts only when more bytes are free than the headroom. Each
/// byte allocated, or also each byte freed, pays for moving as many bytes as the free share of the
/// footprint, times a factor. So little moves in a heap with few holes, and much may move in a heap
/// with many. All the more is done while the footprint is near the largest that it ever had, for
/// that is what a program's memory is sized by. After a pass that gained too little, the next one
/// waits: for some operations, or until more bytes are free. The handle table is packed by
/// [TablePacking], which moves no blocks.
public final class CompactionDriver {
  /// The visits of so many ticks may be saved for one step. This bounds the pause.
  private static final long MOST_TICKS = 4;

  /// Bytes that may be moved before any allocation has paid for them.
  private static final long FREE_MOVES_BYTES = 16 * Backing.PAGE_BYTES;

  /// The next pass waits one tick for each so many used entries.
  private static final long ENTRIES_PER_WAIT_TICK = 256;

  /// A footprint within 1 of 2^5 of the largest is near it.
  private static final int LOG_BYTES_PER_NEAR = 5;

  private final Backing backing;
  private final SlabPages slabs;
  private final Extents extents;
  private final CompactionPolicy policy;
  private final SlabEvacuation slabEvacuation;
  private final CrossClassEvacuation crossClassEvacuation;
  private final ExtentEvacuation extentEvacuation;
  private final TablePacking tablePacking;
  private final HandleTable table;
  private final WorkBudget budget = new WorkBudget();
  private long visits;

  /// Granules that clients have allocated since the last tick, and freed if these pay too.
  private long payingGranules;

  /// Bytes whose moves are paid for.
  private double credit = FREE_MOVES_BYTES;

  private long largestFootprintBytes;

  /// How many times harder it compacts at present.
  private double effort = 1;

  private final WaitForPass wait = new WaitForPass();

  /// When so many bytes are free, the wait ends early.
  private long resumeBytes;

  private long compactions;
  private PauseWatcher watcher = PauseWatcher.NONE;

  public CompactionDriver(
      Backing backing,
      HandleTable table,
      SlabPages slabs,
      Extents extents,
      ExtentMoves moves,
      CompactionPolicy policy) {
    this.backing = backing;
    this.table = table;
    this.slabs = slabs;
    this.extents = extents;
    this.policy = policy;
    this.slabEvacuation = new SlabEvacuation(table, slabs, budget);
    this.crossClassEvacuation = new CrossClassEvacuation(table, slabs, extents, budget);
    this.extentEvacuation = new ExtentEvacuation(table, extents, moves, budget);
    this.tablePacking = new TablePacking(table, budget, policy.tableWaste());
  }

  public Heap.Compaction compaction() {
    return new Heap.Compaction(compactions, budget.movedBytes());
  }

  public void watch(PauseWatcher pauses) {
    watcher = pauses;
  }

  /// Notes that a client has allocated so much.
  public void allocated(long granules) {
    payingGranules += granules;
  }

  /// Notes that a client has freed so much.
  ///
  /// @param granules [Long#MAX_VALUE] if that is not known
  public void freed(long granules) {
    if (policy.freesPay() && granules != Long.MAX_VALUE) payingGranules += granules;
  }

  /// Takes one step of the present pass, or begins one if it is time for it.
  public void tick() {
    if (!policy.automatic()) return;
    earn();
    if (visits <= 0) return;
    if (!isActive()) {
      if (tablePacking.isDue(backing.footprintBytes())) tablePacking.begin();
      else if (isWaiting() || !isWorthIt()) return;
    }
    watcher.begins();
    long before = budget.movedBytes();
    budget.allow((long) credit, visits);
    if (budget.isOpen()) {
      if (!isActive()) begin();
      if (tablePacking.isActive()) tablePacking.step();
      if (slabEvacuation.isActive()) stepSlabs();
      if (extentEvacuation.isActive()) stepExtents();
    }
    visits = budget.leftVisits();
    credit -= budget.movedBytes() - before;
    watcher.ends();
  }

  private void earn() {
    long footprint = backing.footprintBytes();
    largestFootprintBytes = Math.max(largestFootprintBytes, footprint);
    long near = largestFootprintBytes - (largestFootprintBytes >>> LOG_BYTES_PER_NEAR);
    effort = footprint >= near ? policy.peakEffort() : 1;
    double freeShare = (double) freeBytes() / footprint;
    credit += effort * policy.moves() * freeShare * (payingGranules << LOG_GRANULE_BYTES);
    payingGranules = 0;
    visits =
        Math.min(
            visits + (long) (effort * policy.visitsPerTick()), MOST_TICKS * policy.visitsPerTick());
  }

  private boolean isActive() {
    return slabEvacuation.isActive() || extentEvacuation.isActive() || tablePacking.isActive();
  }

  private boolean isWaiting() {
    return wait.goesOn() && freeBytes() < resumeBytes;
  }

  private boolean isWorthIt() {
    return freeBytes() > headroomBytes();
  }

  private long headroomBytes() {
    return (long) (policy.headroom() / effort * backing.footprintBytes());
  }

  private long freeBytes() {
    return slabs.freeBytes() + extents.free().smallBytes();
  }

  /// Begins a pass over the extents if they have more free bytes than the slabs and sparse regions
  /// enough, otherwise one over the slabs if that can gain enough.
  private void begin() {
    if (slabs.freeBytes() < extents.free().smallBytes()
        && extentEvacuation.gainBytes() >= enoughBytes()) {
      extentEvacuation.begin(false);
    } else if (!slabEvacuation.begin(policy.fullestLevel(), enoughBytes())) {
      waitForNext(false);
      return;
    }
    compactions++;
  }

  private void stepSlabs() {
    slabEvacuation.step();
    if (!slabEvacuation.isActive()) {
      waitForNext(slabs.geometry().bytes(slabEvacuation.emptied()) >= enoughBytes());
    }
  }

  private void stepExtents() {
    extentEvacuation.step();
    if (!extentEvacuation.isActive()) {
      waitForNext(extentEvacuation.gatheredBytes() >= enoughBytes());
    }
  }

  /// The least that a pass must gain.
  private long enoughBytes() {
    return headroomBytes() / 4;
  }

  /// Starts the wait.
  private void waitForNext(boolean gained) {
    wait.begin(table.used() / ENTRIES_PER_WAIT_TICK, gained);
    resumeBytes = freeBytes() + headroomBytes();
  }

  /// Compacts as far as the locks and the budget allow.
  ///
  /// @return bytes moved
  public long compact(long budgetBytes) {
    return compact(budgetBytes, false);
  }

  /// Compacts as far as the locks allow, and empties sparse slab pages too. This is repeated as
  /// long as it gains pages.
  public void compactFully() {
    long before;
    do {
      before = heldBytes();
      compact(Long.MAX_VALUE, true);
    } while (heldBytes() < before);
  }

  /// The footprint, with slab pages counted twice. A slab page that is given back is a gain, even
  /// if it takes another page to note that in a set.
  private long heldBytes() {
    return backing.footprintBytes() + slabs.geometry().bytes(slabs.pages());
  }

  private long compact(long budgetBytes, boolean fully) {
    watcher.begins();
    long before = budget.movedBytes();
    budget.allow(budgetBytes, WorkBudget.ANY_VISITS);
    compactions++;
    finish();
    slabs.closeCurrents();
    if (fully) crossClassEvacuation.run();
    slabEvacuation.beginThorough();
    finish();
    if (budget.isOpen()) {
      extentEvacuation.begin(true);
      finish();
    }
    if (budget.isOpen() && tablePacking.isWorthIt(backing.footprintBytes())) {
      tablePacking.begin();
      finish();
    }
    purge();
    watcher.ends();
    return budget.movedBytes() - before;
  }

  private void finish() {
    while (slabEvacuation.isActive() && budget.isOpen()) slabEvacuation.step();
    while (extentEvacuation.isActive() && budget.isOpen()) extentEvacuation.step();
    while (tablePacking.isActive() && budget.isOpen()) tablePacking.step();
  }

  /// Gives back the free pages that are kept for later.
  public void purge() {
    slabs.purge();
    extents.free().purge(extents.top());
  }
}
