package org.heaplab.allocators.moving;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.BackedHeap;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CompactionPauses;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Anchorage, the allocator of Alaska: blocks behind handles in [SubHeaps], which a
/// [Defragmentation] empties in passes. It starts when the heap spans much more than its used
/// blocks, and goes on until it spans hardly more; passes are short and far between, so that they
/// take a small share of the time.
///
/// From: Wanninger, McMichen, Campanoni, Dinda, *Getting a Handle on Unmanaged Memory*, ASPLOS
/// 2024. Entries and headers have the sizes of the original and the limits are its defaults; the
/// rest is ours.
///
/// ```text
///    handle ─▶ │ entry, 8 bytes │ ─────────╮
///                                          ▼
///    sub-heap  │ H │ payload │ free │ H │ payload │ H │ payload │ top       H: header, 16 bytes
///
///    span ÷ used    1.4 ─ ─ ─ ─ ─╱╲─ ─ ─ ─ ─ ─     passes begin
///                           ╱╲ ╱   ╲
///                   1.05 ─ ─ ─ ─ ─ ─ ╲─ ─ ─ ─      and end
/// ```
///
/// Invariant: bytes moved by passes of the heap's own are at most a twentieth of the bytes
/// allocated and freed before, but for one pass.
///
/// Malloc looks at a few free blocks, and sometimes at all sub-heaps; free takes constant time; a
/// pass moves at most a tenth of the used bytes.
///
/// Where this differs from the original:
///
/// 1. A pass of the original that took some time is followed by a rest of 20 times as long, and at
///    least 10 ms. A heap has no clock here. So a pass that moved some bytes is followed by 20
///    times as many bytes of blocks allocated and freed, and at least [#LEAST_REST_BYTES].
/// 2. The original has a lock bit in the header; here locks are counted in the entry.
/// 3. Blocks of more than a quarter of a sub-heap, and those with a large alignment, have pages of
///    their own and stay there ([LargeRuns]). They count in neither span nor used bytes.
/// 4. Where blocks are placed and which move is ours: holes first, in lists for each power of two;
///    the sub-heap with the smallest share of used bytes is emptied first.
/// 5. Before a request is refused, sub-heaps are emptied as far as the locks allow.
public final class AnchorageHeap implements HandleAllocator, BackedHeap {
  private static final Option START =
      Option.fraction("start", "span over used bytes above which passes begin", 1.4, 1, 1000)
          .tried(1.1);

  private static final Option STOP =
      Option.fraction("stop", "span over used bytes below which they end", 1.05, 1, 1000)
          .tried(1.3);

  private static final Option SUB_HEAP =
      Option.powerOfTwo("subheap", "bytes of a sub-heap", "256K", 64 << 10, 16 << 20).tried("64K");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofHandles(
              "anchorage-model",
              Family.MOVING,
              "Wanninger et al., Getting a Handle on Unmanaged Memory, 2024",
              AnchorageHeap::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .detects(
              Kind.DOUBLE_FREE,
              Kind.STALE_HANDLE,
              Kind.FOREIGN_ADDRESS,
              Kind.UNLOCK_WITHOUT_LOCK,
              Kind.LOCK_OVERFLOW,
              Kind.FREE_WHILE_LOCKED)
          .with(START, STOP, SUB_HEAP, DirtyPages.OPTION, AlignmentRule.OPTION);

  /// Work after a pass, however little it moved.
  static final long LEAST_REST_BYTES = 256 << 10;

  /// A pass moves one of so many used bytes.
  private static final long PASS_DIVISOR = 10;

  /// Work for each byte moved: a share of 5 % of the time.
  private static final long REST_FACTOR = 20;

  /// A sub-heap that would give back less than a hundredth is not emptied when compaction is asked
  /// for.
  private static final double ASKED = 1.01;

  private static final int LOG_LARGE_DIVISOR = 2;
  private static final long LARGE_ALIGNMENT = 1024;

  /// Addresses for each page of large blocks: a page of sub-heaps, entries for it, and records.
  private static final int TABLE_BYTES = 2048;

  private static final int SIDE_BYTES = (int) Backing.PAGE_BYTES + TABLE_BYTES + Integer.BYTES;

  private final PageSupply supply;
  private final IndirectionTable table;
  private final LargeRuns large;
  private final SubHeaps subHeaps;
  private final AnchorageBlocks blocks;
  private final Defragmentation defragmentation;
  private final long quantum;
  private final double start;
  private final double stop;

  private boolean isDefragmenting;
  private long restBytes;
  private final CompactionPauses pauses = new CompactionPauses();

  private AnchorageHeap(long limitBytes, Options options) {
    this(
        limitBytes,
        AlignmentRule.of(options),
        options.fraction(START),
        options.fraction(STOP),
        options.bytes(SUB_HEAP));
    backing().keepDirty(options);
  }

  AnchorageHeap(long limitBytes, AlignmentRule rule, double start, double stop, long subHeapBytes) {
    if (stop > start) {
      throw new IllegalArgumentException(
          "passes must end at no more than they begin at: stop=%s, start=%s"
              .formatted(stop, start));
    }
    this.quantum = rule.bytes();
    this.start = start;
    this.stop = stop;
    this.supply = PageSupply.withManyAddresses(limitBytes, SIDE_BYTES);
    long base = supply.side();
    long entries = base + PageSupply.bytes(supply.pages());
    this.table = new IndirectionTable(backing(), entries);
    this.large = new LargeRuns(supply, table);
    var records = new SubHeapRecords(backing(), entries + (long) supply.pages() * TABLE_BYTES);
    this.subHeaps = new SubHeaps(backing(), records, base, Log2.floor(subHeapBytes), (int) quantum);
    this.blocks = subHeaps.blocks();
    this.defragmentation = new Defragmentation(subHeaps, table);
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), quantum);
    if (size < 0 || size > Math.min(backing().limitBytes(), Backing.MAX_BYTES)) return NULL;
    long handle = allocate(size, boundary);
    if (handle == NULL && compact(Long.MAX_VALUE) > 0) handle = allocate(size, boundary);
    if (handle != NULL) work(usableSize(handle));
    return handle;
  }

  private long allocate(long size, long boundary) {
    long bytes = subHeaps.bytesFor(size);
    if (isLarge(bytes) || boundary >= LARGE_ALIGNMENT) return large.allocate(size, boundary);
    if (!table.prepare()) return NULL;
    int block = subHeaps.allocate(bytes, boundary);
    if (block == 0) return NULL;
    long handle = table.add(blocks.payload(block), boundary, false);
    blocks.setEntry(block, table.index(handle));
    return handle;
  }

  private boolean isLarge(long bytes) {
    return bytes > subHeaps.bytes() >>> LOG_LARGE_DIVISOR;
  }

  /// The client has allocated or freed a block: a pass may be due.
  private void work(long bytes) {
    restBytes -= bytes;
    if (restBytes > 0) return;
    long used = subHeaps.usedBytes();
    if (!isDefragmenting) isDefragmenting = subHeaps.spanBytes() > start * used;
    if (!isDefragmenting) return;
    long moved = pass(used / PASS_DIVISOR, stop);
    isDefragmenting = subHeaps.spanBytes() > stop * subHeaps.usedBytes();
    restBytes = Math.max(LEAST_REST_BYTES, moved * REST_FACTOR);
  }

  private long pass(long budgetBytes, double factor) {
    pauses.begin();
    long moved = defragmentation.pass(budgetBytes, factor);
    pauses.end(moved);
    return moved;
  }

  @Override
  public long compact(long budgetBytes) {
    return pass(budgetBytes, ASKED);
  }

  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    table.require(handle, Kind.STALE_HANDLE);
    if (size < 0 || size > Math.min(backing().limitBytes(), Backing.MAX_BYTES)) return NULL;
    if (!resize(handle, size) && !move(handle, size) && size > usableSize(handle)) return NULL;
    table.setAlignment(handle, quantum);
    return handle;
  }

  private boolean resize(long handle, long size) {
    long bytes = subHeaps.bytesFor(size);
    if (table.isRun(handle)) return isLarge(bytes) && large.resize(handle, size);
    if (isLarge(bytes)) return false;
    int block = block(handle);
    if (bytes > blocks.bytes(block)) return subHeaps.grow(block, bytes);
    subHeaps.shrink(block, bytes);
    return true;
  }

  /// Gives a block the memory of another made for it, and frees its own under that one's handle.
  private boolean move(long handle, long size) {
    if (table.isLocked(handle)) return false;
    long other = malloc(size);
    if (other == NULL) return false;
    long kept = Math.min(usableSize(handle), usableSize(other));
    Memory.copy(table.address(handle), table.address(other), kept);
    table.swapBlocks(handle, other);
    table.setAlignment(handle, quantum);
    referTo(handle);
    referTo(other);
    free(other);
    return true;
  }

  /// Lets the header of a block lead to the entry that now leads to it.
  private void referTo(long handle) {
    if (!table.isRun(handle)) blocks.setEntry(block(handle), table.index(handle));
  }

  private int block(long handle) {
    return blocks.at(table.address(handle) - AnchorageBlocks.HEADER_BYTES);
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    table.requireFreeable(handle);
    long bytes = usableSize(handle);
    if (table.isRun(handle)) {
      large.free(handle);
    } else {
      int block = block(handle);
      table.remove(handle);
      subHeaps.free(block);
    }
    work(bytes);
  }

  @Override
  public long lock(long handle) {
    return table.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    table.unlock(handle);
    if (!table.isLocked(handle) && !table.isRun(handle)) subHeaps.unlocked(block(handle));
  }

  @Override
  public long usableSize(long handle) {
    table.require(handle, Kind.STALE_HANDLE);
    if (table.isRun(handle)) return large.usableSize(handle);
    return blocks.bytes(block(handle)) - AnchorageBlocks.HEADER_BYTES;
  }

  /// What the sub-heaps span, over the bytes of used blocks in them.
  double spanToUsed() {
    return (double) subHeaps.spanBytes() / subHeaps.usedBytes();
  }

  @Override
  public Compaction compaction() {
    return pauses.soFar();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    pauses.watch(watcher);
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    large.walk(visitor, run -> {});
    new SubHeapWalk(subHeaps, table).show(visitor);
    table.walk(visitor);
    supply.walkTable(visitor);
  }
}
