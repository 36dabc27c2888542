package org.heaplab.allocators.moving;

import java.util.SplittableRandom;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.PageViews;
import org.heaplab.allocators.mechanism.CompactionPauses;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Mesh: blocks move in memory although their addresses stay. Two spans of a class with no slot
/// used in both are meshed: the blocks of one are copied to the memory of the other, to the same
/// offsets, both spans of addresses show that memory from then on, and the other memory is given
/// back. Clients need no handles, and nothing has to be locked. Blocks lie at random offsets, so
/// that no pattern of frees makes all spans collide.
///
/// From: Powers, Tench, Berger, McGregor, *Mesh: Compacting Memory Management for C/C++
/// Applications*, PLDI 2019, written from its description.
///
/// ```text
///    addresses    │ A ·  · B │   │ ·  C  D  · │            │ A ·  · B │   │ ·  C  D  · │
///                      │               │           mesh         │               │
///                      ▼               ▼           ──▶          ▼               │
///    memory       │ A ·  · B │   │ ·  C  D  · │            │ A C  D B │ ◀───────╯
/// ```
///
/// - **malloc** takes a random free slot of its class's span ([ShuffleVectors]); when there is
///   none, the class goes on with a span that is in the fullest quarter, or a new one.
/// - **free** makes the slot free, and the span that it leaves empty is given back.
/// - **meshing** looks for pairs in all classes ([SplitMesher]) once in a number of frees.
///
/// Malloc and free take constant time, but for the passes of meshing.
///
/// Where this differs from the original, or its description does not say:
///
/// 1. The original meshes at most ten times a second. A heap has no clock here, so frees stand for
///    time: the usual 20,000 are a tenth of a second of a program that frees 200,000 blocks in one.
/// 2. There is one thread, and so one vector for each class.
/// 3. Empty spans are given back at once, unless their class allocates from them.
/// 4. When there is no memory for a span, all is meshed first, then a request takes a slot of a
///    larger class.
/// 5. There are no more meshed spans than the mappings of a process allow ([PageViews]).
/// 6. Blocks are aligned to 16 bytes by their classes, whichever rule is asked for.
public final class MeshHeap implements BackedAllocator {
  private static final Option PERIOD =
      Option.count("period", "frees from one pass of meshing to the next", 20_000, 1).tried(10);

  private static final Option PROBES =
      Option.whole("probes", "with how many others a span is compared in a pass", 64, 1, 1 << 14)
          .tried(1);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "mesh-model",
              Family.MOVING,
              "Powers et al., Mesh: Compacting Memory Management for C/C++ Applications, 2019",
              MeshHeap::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(PERIOD, PROBES, AlignmentRule.OPTION);

  /// The same calls must always give the same placements.
  private static final long SEED = 1;

  private final PageSupply supply;
  private final PageViews views;
  private final MeshSizes sizes = new MeshSizes();
  private final MiniHeaps spans;
  private final ShuffleVectors vectors;
  private final SplitMesher mesher;
  private final int period;

  /// The span that each class allocates from, or 0.
  private final int[] attached;

  private boolean isPrepared;
  private int freesToMeshing;
  private final CompactionPauses pauses = new CompactionPauses();

  private MeshHeap(long limitBytes, Options options) {
    this(limitBytes, options.count(PERIOD), options.count(PROBES));
  }

  MeshHeap(long limitBytes, int period, int probes) {
    // Beside the records, there is room for the vectors and the list.
    supply = PageSupply.ofSharedPages(limitBytes, 2 * MiniHeaps.RECORD_BYTES);
    views = new PageViews(backing(), PageSupply.bytes(supply.pages()));
    spans = new MiniHeaps(supply, views, sizes, supply.side());
    var random = new SplittableRandom(SEED);
    long side = supply.side() + (long) supply.pages() * MiniHeaps.RECORD_BYTES;
    long list = side + ShuffleVectors.bytesFor(sizes.classes());
    vectors = new ShuffleVectors(backing(), side, sizes.classes(), random);
    mesher = new SplitMesher(spans, sizes, backing(), list, probes, random);
    attached = new int[sizes.classes()];
    this.period = period;
    this.freesToMeshing = period;
  }

  @Override
  public long malloc(long size) {
    if (Long.compareUnsigned(size, MeshSizes.MAX_BYTES) > 0) return pages(size);
    return block(sizes.classFor(Math.max(size, 1)), MeshSizes.QUANTUM);
  }

  /// A block of a power of two bytes has that alignment, and a page every one that may be asked
  /// for.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    boolean isAligned = boundary <= MeshSizes.QUANTUM;
    if (isAligned || Long.compareUnsigned(size, MeshSizes.MAX_BYTES) > 0) return malloc(size);
    return block(sizes.classFor(1L << Log2.ceiling(Math.max(size, boundary))), boundary);
  }

  private long block(int sizeClass, long boundary) {
    return vectors.isEmpty(sizeClass) ? blockSlow(sizeClass, boundary) : take(sizeClass);
  }

  private long take(int sizeClass) {
    int span = attached[sizeClass];
    int slot = vectors.pop(sizeClass);
    spans.occupy(span, slot);
    return spans.address(span) + (long) slot * sizes.bytes(sizeClass);
  }

  private long blockSlow(int sizeClass, long boundary) {
    if (attach(sizeClass, true)) return take(sizeClass);
    if (makeRoom() && attach(sizeClass, true)) return take(sizeClass);
    for (int larger = sizeClass; larger < sizes.classes(); larger++) {
      if (!Alignment.holds(sizes.bytes(larger), boundary)) continue;
      if (!vectors.isEmpty(larger) || attach(larger, false)) return take(larger);
    }
    return NULL;
  }

  /// Lets a class whose vector is empty allocate from another span.
  ///
  /// @param fresh whether it may be a new one
  /// @return false when there is none, or no memory for it
  private boolean attach(int sizeClass, boolean fresh) {
    if (!prepare()) return false;
    int span = spans.fullest(sizeClass);
    if (span != 0) spans.unlist(span);
    else if (fresh) span = spans.add(sizeClass);
    if (span == 0) return false;
    attached[sizeClass] = span;
    for (int slot = 0; slot < sizes.slots(sizeClass); slot++) {
      if (spans.isFree(span, slot)) vectors.push(sizeClass, slot);
    }
    return true;
  }

  private boolean prepare() {
    if (!isPrepared) isPrepared = vectors.prepare() && mesher.prepare();
    return isPrepared;
  }

  /// There is no memory for more pages: gives back empty spans and meshes all.
  ///
  /// @return whether there is more memory now
  private boolean makeRoom() {
    long before = footprintBytes();
    for (int sizeClass = 0; sizeClass < attached.length; sizeClass++) {
      int span = attached[sizeClass];
      if (span == 0 || spans.used(span) > 0) continue;
      attached[sizeClass] = 0;
      vectors.clear(sizeClass);
      spans.release(span);
    }
    compact(Long.MAX_VALUE);
    return footprintBytes() < before;
  }

  private long pages(long size) {
    if (size < 0 || size > PageSupply.bytes(supply.pages())) return NULL;
    int run = supply.allocate(pageCount(size));
    if (run == 0 && size <= backing().limitBytes() && makeRoom()) {
      run = supply.allocate(pageCount(size));
    }
    return run == 0 ? NULL : views.of(supply.address(run));
  }

  private static int pageCount(long size) {
    return (int) (Backing.wholePages(size) >>> Backing.LOG_PAGE_BYTES);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int span = spanAt(address);
    if (span == 0) {
      supply.release(requireRun(address));
      spans.trim();
    } else {
      free(span, requireSlot(span, address));
    }
    if (--freesToMeshing == 0) {
      freesToMeshing = period;
      compact(Long.MAX_VALUE);
    }
  }

  private void free(int span, int slot) {
    int sizeClass = spans.sizeClass(span);
    int head = spans.vacate(span, slot);
    if (attached[sizeClass] == head) {
      vectors.push(sizeClass, slot);
    } else {
      spans.list(head);
      if (spans.used(head) == 0) spans.release(head);
    }
  }

  @Override
  public long compact(long budgetBytes) {
    if (!isPrepared) return 0;
    pauses.begin();
    long copied = mesher.mesh(budgetBytes);
    pauses.end(copied);
    return copied;
  }

  @Override
  public long realloc(long address, long size) {
    if (address == NULL) return malloc(size);
    int span = spanAt(address);
    if (span == 0) return reallocRun(address, size);
    requireSlot(span, address);
    int bytes = sizes.bytes(spans.sizeClass(span));
    boolean fits = size >= 0 && size <= bytes;
    if (fits && 2 * size >= bytes) return address;
    long moved = BackedAllocator.super.realloc(address, size);
    return moved == NULL && fits ? address : moved;
  }

  private long reallocRun(long address, long size) {
    int run = requireRun(address);
    if (size < 0 || size > PageSupply.bytes(supply.pages())) return NULL;
    boolean fits = size <= PageSupply.bytes(supply.size(run));
    if (size > MeshSizes.MAX_BYTES) {
      int pages = pageCount(size);
      if (pages < supply.size(run)) supply.shrink(run, pages);
      if (fits || supply.grow(run, pages)) return address;
    }
    long moved = BackedAllocator.super.realloc(address, size);
    return moved == NULL && fits ? address : moved;
  }

  @Override
  public long usableSize(long address) {
    int span = spanAt(address);
    if (span == 0) return PageSupply.bytes(supply.size(requireRun(address)));
    requireSlot(span, address);
    return sizes.bytes(spans.sizeClass(span));
  }

  private int spanAt(long address) {
    return spans.at(supply.pageAt(views.inBacking(address)));
  }

  private int requireRun(long address) {
    long pages = views.inBacking(address);
    if (Alignment.holds(address, Backing.PAGE_BYTES)) return supply.runAt(pages);
    throw new MisuseException(supply.kindOfMisuse(pages), address);
  }

  private int requireSlot(int span, long address) {
    int sizeClass = spans.sizeClass(span);
    long offset = address - spans.address(span);
    int slot = sizes.slotAt(sizeClass, offset);
    boolean isSlot = slot < sizes.slots(sizeClass);
    boolean isUsed = isSlot && spans.isUsed(span, slot);
    if (isUsed && (long) slot * sizes.bytes(sizeClass) == offset) return slot;
    if (!isSlot || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    throw new MisuseException(isUsed ? Kind.INTERIOR_ADDRESS : Kind.DOUBLE_FREE, address);
  }

  /// The head of the group that a block belongs to: blocks of one group share their memory.
  int headOf(long address) {
    return spans.head(spanAt(address));
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public long baseAddress() {
    return views.base();
  }

  @Override
  public long inspections() {
    return mesher.inspections();
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
  public void close() {
    views.close();
    backing().close();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    var walk = new MeshWalk(spans, sizes, visitor);
    visitor.area("pages", baseAddress(), PageSupply.bytes(supply.top() - 1));
    visitor.shared(spans.sharedBytes());
    for (int run = 1; run < supply.top(); run += supply.size(run)) {
      long address = views.of(supply.address(run));
      long bytes = PageSupply.bytes(supply.size(run));
      if (spans.at(run) != 0) walk.show(run);
      else if (supply.isUsed(run)) visitor.used(address, address, bytes, 0);
      else visitor.free(address, bytes, backing().committedBytes(supply.address(run), bytes));
    }
    spans.walkRecords(visitor);
    vectors.walk(visitor);
    mesher.walk(visitor);
    supply.walkTable(visitor);
  }
}
