package org.heaplab.allocators.collector;

import java.util.Optional;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.ForwardingHeap;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.sequential.FirstFit;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.options.Specification;

/// Reference counts: each block counts the references to it, and is dead when there are none. The
/// client's handle is one, and each lock is one more. Nothing moves.
///
/// From: Deutsch & Bobrow, *An Efficient, Incremental, Automatic Garbage Collector*, 1976, for the
/// table of zero counts in which dead blocks wait. Here it is a list through the blocks.
///
/// ```text
///    block of first fit ─▶ ┌───────┬──────┬─────────┬───────┬──────┐
///                          │       │ lead │ (gap)   │ count │ lead │   without a gap, a header
///               payload ─▶ ├───────┴──────┴─────────┴───────┴──────┤   of 8 bytes
///                          │ client bytes; of a dead block that    │
///                          │ waits, the next of its list           │
///                          └───────────────────────────────────────┘
///      lead: bytes from the block's start to its payload, which are its alignment
/// ```
///
/// With `heap-factor=1` a dead block is freed at once. With more, dead blocks wait until they and
/// the live ones take so many times what is live, and are then freed together.
///
/// Invariants:
///
/// 1. the count of a live block is 1 and the number of its locks;
/// 2. a block with the count 0 is in the list.
///
/// The blocks are those of a [FirstFit]; counting adds a write to every lock and unlock, and a
/// header. What it leaves out: an object that dies takes a count from each object that it refers
/// to, and so whole structures die in a cascade, which no trace tells; nor are there cycles, which
/// no count ever finds.
public final class ReferenceCount extends ForwardingHeap implements HandleAllocator {
  private static final Option HEAP_FACTOR =
      Option.fraction(
              CollectedHeap.HEAP_FACTOR_NAME,
              "bytes that live and dead blocks may take before the dead are freed, as a multiple of"
                  + " those that are live",
              1,
              1,
              100)
          .tried(2);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.of(
              "reference-count",
              Family.COLLECTOR,
              "Deutsch & Bobrow, An Efficient, Incremental, Automatic Garbage Collector, 1976",
              ReferenceCount::of)
          .can(
              Capability.REUSES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS,
              Capability.SCALES)
          .detects(Kind.UNLOCK_WITHOUT_LOCK, Kind.FREE_WHILE_LOCKED)
          .with(HEAP_FACTOR, AlignmentRule.OPTION);

  /// From the payload on.
  private static final long COUNT = -8;

  private static final long LEAD = -4;

  /// The lead from the start of the block on.
  private static final long LEAD_AT_START = 4;

  private static final int DEAD = 0;
  private static final int ONE_REFERENCE = 1;

  private final HandleAllocator blocks;
  private final long quantum;
  private final double factor;
  private final boolean deferred;

  /// The payload of the first dead block, or 0.
  private long firstDead;

  private long liveBytes;
  private long deadBytes;
  private long collections;
  private PauseWatcher watcher = PauseWatcher.NONE;

  private ReferenceCount(HandleAllocator blocks, long quantum, double factor) {
    super(blocks);
    this.blocks = blocks;
    this.quantum = quantum;
    this.factor = factor;
    this.deferred = factor > 1;
  }

  private static ReferenceCount of(long limitBytes, Options options) {
    AlignmentRule rule = AlignmentRule.of(options);
    var firstFit =
        Specification.of(
            Specification.with(FirstFit.ENTRY.name(), AlignmentRule.OPTION.name() + "=" + rule));
    HandleAllocator blocks =
        FirstFit.ENTRY
            .configured(firstFit.text(), firstFit.options(FirstFit.ENTRY.options()))
            .create(limitBytes);
    return new ReferenceCount(blocks, rule.bytes(), options.fraction(HEAP_FACTOR));
  }

  @Override
  public long malloc(long size, long alignment) {
    long lead = Math.max(Alignment.require(alignment), quantum);
    if (size < 0) return NULL;
    long bytes = lead + Math.max(size, 1);
    long block = blocks.malloc(bytes, lead);
    if (block == NULL && firstDead != 0) {
      collect();
      block = blocks.malloc(bytes, lead);
    }
    if (block == NULL) return NULL;
    long payload = block + lead;
    Memory.putInt(payload + COUNT, ONE_REFERENCE);
    Memory.putInt(payload + LEAD, (int) lead);
    Memory.putInt(block + LEAD_AT_START, (int) lead);
    liveBytes += blocks.usableSize(block);
    return payload;
  }

  private static long block(long payload) {
    return payload - Memory.getInt(payload + LEAD);
  }

  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    if (size < 0) return NULL;
    long lead = Memory.getInt(handle + LEAD);
    long old = blocks.usableSize(handle - lead);
    long bytes = lead + Math.max(size, 1);
    long block = blocks.realloc(handle - lead, bytes);
    if (block == NULL && firstDead != 0) {
      collect();
      block = blocks.realloc(handle - lead, bytes);
    }
    if (block == NULL) return NULL;
    liveBytes += blocks.usableSize(block) - old;
    return block + lead;
  }

  @Override
  public long lock(long handle) {
    Memory.putInt(handle + COUNT, Memory.getInt(handle + COUNT) + 1);
    return handle;
  }

  @Override
  public void unlock(long handle) {
    int count = Memory.getInt(handle + COUNT);
    if (count <= ONE_REFERENCE) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    Memory.putInt(handle + COUNT, count - 1);
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    if (Memory.getInt(handle + COUNT) > ONE_REFERENCE) {
      throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    }
    long bytes = blocks.usableSize(block(handle));
    liveBytes -= bytes;
    if (deferred) defer(handle, bytes);
    else blocks.free(block(handle));
  }

  private void defer(long handle, long bytes) {
    Memory.putInt(handle + COUNT, DEAD);
    Memory.putLong(handle, firstDead);
    firstDead = handle;
    deadBytes += bytes;
    if (liveBytes + deadBytes > factor * liveBytes) collect();
  }

  /// Frees all dead blocks.
  private void collect() {
    watcher.begins();
    while (firstDead != 0) {
      long block = block(firstDead);
      firstDead = Memory.getLong(firstDead);
      blocks.free(block);
    }
    deadBytes = 0;
    collections++;
    watcher.ends();
  }

  @Override
  public long usableSize(long handle) {
    long lead = Memory.getInt(handle + LEAD);
    return blocks.usableSize(handle - lead) - lead;
  }

  @Override
  public long compact(long budgetBytes) {
    if (firstDead != 0) collect();
    return 0;
  }

  /// Nothing is traced.
  @Override
  public Optional<Tracing> tracing() {
    return Optional.of(new Tracing(collections, 0));
  }

  @Override
  public long garbageBytes() {
    return deadBytes;
  }

  @Override
  public void watch(PauseWatcher newWatcher) {
    watcher = newWatcher;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    super.walk(new PayloadWalk(visitor));
  }

  /// Shows of each block of first fit what it is to the client of this heap.
  private record PayloadWalk(HeapVisitor visitor) implements HeapVisitor {
    @Override
    public void area(String name, long address, long bytes) {
      visitor.area(name, address, bytes);
    }

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      long lead = Memory.getInt(address + LEAD_AT_START);
      long payload = address + lead;
      int count = Memory.getInt(payload + COUNT);
      if (count == DEAD) {
        visitor.free(address, bytes, bytes);
        return;
      }
      visitor.metadata(address, lead, lead);
      visitor.part(Part.HEADERS, lead);
      visitor.used(payload, payload, bytes - lead, count - ONE_REFERENCE);
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      visitor.free(address, bytes, committedBytes);
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      visitor.metadata(address, bytes, committedBytes);
    }

    @Override
    public void part(Part part, long committedBytes) {
      visitor.part(part, committedBytes);
    }
  }
}
