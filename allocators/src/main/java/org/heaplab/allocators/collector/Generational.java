package org.heaplab.allocators.collector;

import org.heaplab.allocators.Entry;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.options.Option;

/// Two generations: blocks are allocated in a nursery, and when it is full, what the client still
/// holds of them is promoted to the old generation. Most are dead by then. The old generation is
/// that of a [MarkCompact] and is collected when the budget of the heap is used up.
///
/// From: Lieberman & Hewitt, *A Real-Time Garbage Collector Based on the Lifetimes of Objects*,
/// 1983.
///
/// ```text
///    nursery    │ · │ ■ │ · · │ · │ ■ │ · · │  full: what is held goes to the old blocks,
///                     ╰──────╮     │            and the nursery is empty
///    old        │ ■ │ · │ ■ │ ▼ │ ◀╯  reserved │
/// ```
///
/// A locked block stays in the nursery, whose cursor goes around it, until a collection finds it
/// unlocked. Where such blocks leave no room, requests are served from the old generation.
///
/// Invariant, of a heap in which no collection lacked memory: behind the top of the old generation,
/// as many bytes are committed as the blocks of the nursery could need there.
///
/// A collection of the nursery visits its blocks, dead ones too for the sake of their entries, and
/// copies those that are held, each once in its life. Allocating takes constant time. What it
/// leaves out: old objects hold references to young ones, which a program has to note as it writes
/// them; a trace does not say which, so that there is neither a remembered set nor a write barrier.
public final class Generational implements CollectionScheme {
  /// How many bytes of new blocks there may be before those that are held are promoted.
  private static final Option NURSERY =
      Option.bytes(
              "nursery",
              "bytes of new blocks after which those that are still held are promoted",
              "256K",
              2 * LargeObjects.LEAST_BYTES,
              1L << 30)
          .tried("64K", "1M");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      CollectedHeap.entry(
          "generational",
          "Lieberman & Hewitt, A Real-Time Garbage Collector Based on the Lifetimes of Objects, 1983",
          (parts, options) -> new Generational(parts, options.bytes(NURSERY)),
          NURSERY);

  private final CollectorParts parts;
  private final LinearSpace nursery;
  private final MarkCompact old;

  /// Bytes of the blocks in the nursery, live or dead.
  private long youngBytes;

  /// Bytes that they could need in the old generation.
  private long demandBytes;

  private Generational(CollectorParts parts, long nurseryBytes) {
    long bytes = Math.min(Backing.wholePages(nurseryBytes), parts.areaBytes());
    this.parts = parts;
    this.nursery = parts.space("nursery", CollectorParts.SECOND_SPACE, bytes);
    this.old = new MarkCompact(parts, "old blocks");
  }

  @Override
  public long allocate(int reference, long bytes, long boundary) {
    long block = allocateYoung(bytes, boundary);
    if (block == 0) {
      collectNursery();
      block = allocateYoung(bytes, boundary);
    }
    if (block == 0) return old.allocate(reference, bytes, boundary);
    BlockHeader.set(block, bytes, reference);
    return block + BlockHeader.BYTES;
  }

  /// @return a block without a header, or 0
  private long allocateYoung(long bytes, long boundary) {
    long demand = demand(bytes, boundary);
    if (!old.space().reserve(demandBytes + demand)) return 0;
    long block = nursery.allocate(bytes, boundary);
    if (block == 0) return 0;
    youngBytes += bytes;
    demandBytes += demand;
    return block;
  }

  private long demand(long bytes, long boundary) {
    return bytes + boundary - parts.quantum();
  }

  private void collectNursery() {
    parts.work().begin(Long.MAX_VALUE);
    promote(Long.MAX_VALUE);
    parts.work().end();
  }

  private void promote(long spareBytes) {
    youngBytes = 0;
    demandBytes = 0;
    nursery.sweep(spareBytes, this::staysYoung);
  }

  /// Promotes a block that is held, unless it may not move, and releases the reference to a dead
  /// one.
  private boolean staysYoung(long block) {
    int reference = BlockHeader.reference(block);
    if (reference == BlockHeader.FREE) return false;
    long bytes = BlockHeader.bytes(block);
    if (!parts.references().holds(reference)) {
      parts.work().found(bytes);
      if (reference != BlockHeader.ABANDONED) parts.references().release(reference);
      return false;
    }
    parts.work().traced(bytes);
    long boundary = parts.references().alignment(reference);
    long target = parts.mayMove(reference, bytes) ? old.space().allocate(bytes, boundary) : 0;
    if (target == 0) {
      youngBytes += bytes;
      demandBytes += demand(bytes, boundary);
      return true;
    }
    parts.move(reference, block, target, bytes);
    return false;
  }

  /// Promotes what is young, so that all blocks are old, and collects these.
  @Override
  public void collect(long spareBytes) {
    promote(spareBytes);
    old.collect(spareBytes);
    if (youngBytes > 0) nursery.sweep(spareBytes, this::unmarks);
  }

  /// Takes the mark off a block that stayed in the nursery.
  private boolean unmarks(long block) {
    BlockHeader.unmark(block);
    return BlockHeader.reference(block) != BlockHeader.FREE;
  }

  @Override
  public long youngBytes() {
    return youngBytes;
  }

  @Override
  public boolean isLoose() {
    return old.isLoose();
  }

  @Override
  public long inspections() {
    return nursery.inspections() + old.inspections();
  }

  @Override
  public void walk(BlockWalk walk) {
    nursery.walk(walk);
    old.walk(walk);
  }
}
