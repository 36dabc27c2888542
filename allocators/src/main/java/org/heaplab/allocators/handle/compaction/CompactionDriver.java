package org.heaplab.allocators.handle.compaction;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.extents.ExtentMoves;
import org.heaplab.allocators.handle.extents.Extents;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.HandleTable;

/// Decides when to compact and drives the two mechanisms in small steps: [SlabEvacuation] and
/// [ExtentEvacuation].
///
/// Nothing is moved while holes are being reused: compaction starts only when free bytes pass the
/// headroom. Each byte allocated pays for moving as many as the share of the footprint that is
/// free, times a factor, so that a heap in good order moves next to nothing and one full of holes
/// may move much. A look around that found too little to gain is not repeated until more is free or
/// the heap has changed by a share of its size.
public final class CompactionDriver {
  /// Ticks whose visits may be saved up for one step, which bounds the pause.
  private static final long MOST_TICKS = 4;

  /// How often the rest doubles.
  private static final int MOST_DOUBLINGS = 4;

  /// Moves that compaction may do before anything has paid for them.
  private static final long FREE_MOVES_BYTES = 16 * Backing.PAGE_BYTES;

  /// A poorPasses look around is repeated after one tick for each this many used entries.
  private static final long ENTRIES_PER_REST = 256;

  private final Backing backing;
  private final SlabPages slabs;
  private final Extents extents;
  private final CompactionPolicy policy;
  private final SlabEvacuation slabEvacuation;
  private final CrossClassEvacuation crossClassEvacuation;
  private final ExtentEvacuation extentEvacuation;
  private final HandleTable table;
  private final WorkBudget budget = new WorkBudget();
  private long visits;
  private long allocatedBytes;

  /// Bytes that may be moved.
  private double credit = FREE_MOVES_BYTES;

  private long restTicks;

  /// With so many free, the rest ends early.
  private long resumeBytes;

  private int poorPasses;
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
  }

  public Heap.Compaction compaction() {
    return new Heap.Compaction(compactions, budget.movedBytes());
  }

  public void watch(PauseWatcher pauses) {
    watcher = pauses;
  }

  /// A moment of the client's time: one step of what is under way, or a look at whether to begin.
  ///
  /// @param allocatedBytes since the heap was made
  public void tick(long allocatedBytes) {
    if (!policy.automatic()) return;
    earn(allocatedBytes);
    if (visits <= 0) return;
    boolean active = slabEvacuation.isActive() || extentEvacuation.isActive();
    if (!active && (isResting() || !isWorthIt())) return;
    watcher.begins();
    long before = budget.movedBytes();
    budget.allow((long) credit, visits);
    if (budget.isOpen()) {
      if (!active) begin();
      if (slabEvacuation.isActive()) stepSlabs();
      if (extentEvacuation.isActive()) extentEvacuation.step();
    }
    visits = budget.leftVisits();
    credit -= budget.movedBytes() - before;
    watcher.ends();
  }

  private void earn(long allocatedBytes) {
    double freeShare = (double) freeBytes() / backing.footprintBytes();
    credit += policy.moves() * freeShare * (allocatedBytes - this.allocatedBytes);
    this.allocatedBytes = allocatedBytes;
    visits = Math.min(visits + policy.visitsPerTick(), MOST_TICKS * policy.visitsPerTick());
  }

  private boolean isResting() {
    return --restTicks > 0 && freeBytes() < resumeBytes;
  }

  private boolean isWorthIt() {
    return freeBytes() > headroomBytes();
  }

  private long headroomBytes() {
    return (long) (policy.headroom() * backing.footprintBytes());
  }

  private long freeBytes() {
    return slabs.freeBytes() + extents.free().smallBytes();
  }

  /// Begins a pass over what has more to gain.
  private void begin() {
    if (slabs.freeBytes() < extents.free().smallBytes()) {
      extentEvacuation.begin(false);
      rest(true);
    } else if (!slabEvacuation.begin(policy.fullestLevel(), enoughBytes())) {
      rest(false);
      return;
    }
    compactions++;
  }

  private void stepSlabs() {
    slabEvacuation.step();
    if (!slabEvacuation.isActive()) {
      rest(slabs.geometry().bytes(slabEvacuation.emptied()) >= enoughBytes());
    }
  }

  /// What makes a pass over the slabs worth its while.
  private long enoughBytes() {
    return headroomBytes() / 4;
  }

  /// Each time that there was too little to gain doubles the rest.
  private void rest(boolean gained) {
    poorPasses = gained ? 0 : poorPasses + 1;
    restTicks = (table.used() / ENTRIES_PER_REST) << Math.min(poorPasses, MOST_DOUBLINGS);
    resumeBytes = freeBytes() + headroomBytes();
  }

  /// Compacts as far as the locks allow and the budget goes.
  ///
  /// @return bytes moved
  public long compact(long budgetBytes) {
    return compact(budgetBytes, false);
  }

  /// Compacts as far as the locks allow, and gives up sparse slab pages too, until no page is
  /// gained by it.
  public void compactFully() {
    long before;
    do {
      before = heldBytes();
      compact(Long.MAX_VALUE, true);
    } while (heldBytes() < before);
  }

  /// The footprint, and once more what of it is slab pages: one that is given back is a gain,
  /// though it may take a page to remember it.
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
    purge();
    watcher.ends();
    return budget.movedBytes() - before;
  }

  private void finish() {
    while (slabEvacuation.isActive() && budget.isOpen()) slabEvacuation.step();
    while (extentEvacuation.isActive() && budget.isOpen()) extentEvacuation.step();
  }

  /// Gives back the free pages that were kept for later.
  public void purge() {
    slabs.purge();
    extents.free().purge(extents.top());
  }
}
