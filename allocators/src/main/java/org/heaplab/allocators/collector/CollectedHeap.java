package org.heaplab.allocators.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.BackedHeap;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A heap whose client frees nothing: a free only says that the client holds a block no longer, and
/// a collection finds it later. How is up to its [CollectionScheme]; when is decided here.
///
/// ```text
///    malloc ─▶ over the budget? ─ yes ─▶ collect, set the budget
///                    │ no                     │
///                    ▼                        ▼
///              the scheme allocates ◀─────────┘
///                    │ no memory
///                    ▼
///              collect, give back all pages that are free ─▶ once more ─ no memory ─▶ refuse
/// ```
///
/// A collection sets the budget of the next: the heap factor times what is live, with the request
/// that led to it. When all blocks, live and dead, would take more, it is due. What the heap need
/// not hold to fill its budget, it gives back. With a factor of f a collection of n live bytes
/// comes after (f − 1)·n bytes of requests, so each byte costs a constant number of visits on
/// average. A heap that is almost as full as its limit collects at every request.
///
/// Invariant: the bytes of blocks that references lead to are those of blocks less those of
/// garbage.
final class CollectedHeap implements HandleAllocator, BackedHeap {
  /// The name of the option, which not only these heaps have.
  static final String HEAP_FACTOR_NAME = "heap-factor";

  private static final Option HEAP_FACTOR =
      Option.fraction(
              HEAP_FACTOR_NAME,
              "bytes that blocks may take until the next collection, as a multiple of those that are"
                  + " live after one",
              2,
              1.01,
              100)
          .tried(1.2, 4);

  /// The budget is never less.
  private static final long LEAST_BUDGET_BYTES = 16 * Backing.PAGE_BYTES;

  /// A block that is resized keeps its place if it is no less than such a part of it.
  private static final long LEAST_PART = 2;

  private final CollectorParts parts;
  private final Backing backing;
  private final ReferenceTable references;
  private final CollectionWork work;
  private final CollectionScheme scheme;
  private final double factor;
  private final long mostBytes;

  /// A collection is due before all blocks take more.
  private long dueBytes = LEAST_BUDGET_BYTES;

  private CollectedHeap(long limitBytes, Options options, CollectionScheme.Maker maker) {
    parts = CollectorParts.of(limitBytes, AlignmentRule.of(options));
    backing = parts.backing();
    references = parts.references();
    work = parts.work();
    scheme = maker.make(parts, options);
    factor = options.fraction(HEAP_FACTOR);
    mostBytes = parts.areaBytes() - 2 * MAX_ALIGNMENT;
  }

  /// What the catalogue says of every such heap.
  ///
  /// @param further options of the scheme
  static Entry entry(String name, String source, CollectionScheme.Maker maker, Option... further) {
    var options = new ArrayList<Option>();
    options.add(HEAP_FACTOR);
    options.addAll(List.of(further));
    options.add(AlignmentRule.OPTION);
    return Entry.ofHandles(
            name,
            Family.COLLECTOR,
            source,
            (limitBytes, values) -> new CollectedHeap(limitBytes, values, maker))
        .can(Capability.REUSES, Capability.COUNTS, Capability.LIMITS, Capability.SCALES)
        .detects(
            Kind.DOUBLE_FREE,
            Kind.STALE_HANDLE,
            Kind.FOREIGN_ADDRESS,
            Kind.UNLOCK_WITHOUT_LOCK,
            Kind.LOCK_OVERFLOW,
            Kind.FREE_WHILE_LOCKED)
        .with(options.toArray(Option[]::new));
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), parts.quantum());
    if (size < 0 || size > mostBytes) return NULL;
    int reference = allocate(parts.blockBytes(size), boundary);
    return reference == 0 ? NULL : references.handle(reference);
  }

  /// @return the reference to a new block, or 0
  private int allocate(long bytes, long boundary) {
    long live = work.liveBytes();
    if (bytes > backing.limitBytes() - live) return 0;
    if (work.blockBytes() - scheme.youngBytes() + bytes > dueBytes) {
      setBudget(live + bytes);
      collect(Long.MAX_VALUE, dueBytes - live);
    }
    int reference = place(bytes, boundary);
    return reference != 0 ? reference : allocateSlow(bytes, boundary);
  }

  private int allocateSlow(long bytes, long boundary) {
    setBudget(work.liveBytes() + bytes);
    collect(Long.MAX_VALUE, 0);
    return place(bytes, boundary);
  }

  private int place(long bytes, long boundary) {
    int reference = references.take();
    if (reference == 0) return 0;
    boolean isLarge = bytes >= LargeBlocks.LEAST_BYTES;
    long payload =
        isLarge
            ? parts.large().allocate(reference, bytes, boundary)
            : scheme.allocate(reference, bytes, boundary);
    if (payload == 0) {
      references.release(reference);
      return 0;
    }
    references.hold(reference, payload, boundary);
    work.allocated(isLarge ? BlockHeader.bytes(LargeBlocks.blockOf(payload)) : bytes);
    return reference;
  }

  /// @param liveBytes what will be live when the next collection begins to count
  private void setBudget(long liveBytes) {
    dueBytes = Math.max((long) (factor * liveBytes), LEAST_BUDGET_BYTES);
  }

  private long collect(long mostMovedBytes, long spareBytes) {
    work.begin(mostMovedBytes);
    scheme.collect(spareBytes);
    work.found(work.garbageBytes());
    return work.end();
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    int reference = references.require(handle, Kind.DOUBLE_FREE);
    if (references.isLocked(reference)) throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    work.dropped(BlockHeader.bytes(parts.block(reference)));
    references.drop(reference);
  }

  /// Keeps the block where it is if it is not much too large; otherwise another one takes its
  /// place, and it is garbage.
  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    int reference = references.require(handle, Kind.STALE_HANDLE);
    if (size < 0 || size > mostBytes) return NULL;
    long bytes = parts.blockBytes(size);
    long old = BlockHeader.BYTES + usableBytes(reference);
    boolean fits = bytes <= old;
    boolean isLocked = references.isLocked(reference);
    if (fits && (isLocked || LEAST_PART * bytes >= old)) return handle;
    if (!isLocked && replace(reference, bytes)) return handle;
    return fits ? handle : NULL;
  }

  /// Gives a reference another block, with the content of the one before.
  private boolean replace(int reference, long bytes) {
    int other = allocate(bytes, references.alignment(reference));
    if (other == 0) return false;
    long old = parts.block(reference);
    long block = parts.block(other);
    long from = references.payload(reference);
    long to = references.payload(other);
    Memory.copy(from, to, Math.min(usableBytes(reference), usableBytes(other)));
    BlockHeader.setReference(block, reference);
    references.move(reference, to);
    references.forget(other);
    BlockHeader.setReference(old, BlockHeader.ABANDONED);
    work.dropped(BlockHeader.bytes(old));
    return true;
  }

  @Override
  public long lock(long handle) {
    int reference = references.require(handle, Kind.STALE_HANDLE);
    references.lock(reference);
    return references.payload(reference);
  }

  @Override
  public void unlock(long handle) {
    references.unlock(references.require(handle, Kind.STALE_HANDLE));
  }

  @Override
  public long usableSize(long handle) {
    return usableBytes(references.require(handle, Kind.STALE_HANDLE));
  }

  private long usableBytes(int reference) {
    long block = parts.block(reference);
    return block + BlockHeader.bytes(block) - references.payload(reference);
  }

  @Override
  public long compact(long budgetBytes) {
    if (work.garbageBytes() == 0 && !scheme.isLoose()) return 0;
    setBudget(work.liveBytes());
    return collect(Math.max(budgetBytes, 0), 0);
  }

  @Override
  public Compaction compaction() {
    return work.compaction();
  }

  @Override
  public Optional<Tracing> tracing() {
    return Optional.of(work.tracing());
  }

  @Override
  public long garbageBytes() {
    return work.garbageBytes();
  }

  @Override
  public long inspections() {
    return work.tracedBlocks() + scheme.inspections();
  }

  @Override
  public void watch(PauseWatcher watcher) {
    work.watch(watcher);
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    var walk = new BlockWalk(backing, references, visitor);
    scheme.walk(walk);
    parts.large().walk(walk);
    references.walk(visitor);
    parts.large().walkTable(walk);
  }

  @Override
  public void check() {
    var sum = new LiveSum();
    walk(sum);
    if (sum.blocks != references.held() || sum.bytes != work.liveBytes()) {
      throw new BrokenHeapException(
          "live blocks and their bytes must be those that are counted, %d and %d: %d and %d"
              .formatted(references.held(), work.liveBytes(), sum.blocks, sum.bytes));
    }
  }

  /// Blocks that the walk shows as used, with what is in front of their payloads.
  private static final class LiveSum implements HeapVisitor {
    private long blocks;
    private long bytes;

    @Override
    public void area(String name, long address, long length) {}

    @Override
    public void used(long handle, long address, long length, int locks) {
      blocks++;
      bytes += length;
    }

    @Override
    public void free(long address, long length, long committedBytes) {}

    @Override
    public void metadata(long address, long length, long committedBytes) {}

    @Override
    public void part(Part part, long committedBytes) {
      if (part == Part.HEADERS) bytes += committedBytes;
    }
  }
}
