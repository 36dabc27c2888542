package org.heaplab.allocators.collector;

import org.heaplab.allocators.Entry;

/// Two half spaces: blocks are allocated in one of them, and a collection copies what the client
/// holds to the other, side by side. The two change places, and the one that was left is empty.
///
/// From: Cheney, *A Nonrecursive List Compacting Algorithm*, 1970. He copies from the references of
/// the program on, breadth first; here these are all that there is, and blocks are copied in the
/// order of the table.
///
/// ```text
///    references      ●──╮  ●─╮ ●──────╮
///                       ▼    ▼        ▼
///    from       │ · · │ ■ │ ■ │ · │ · │ ■ │ · · · │
///    to         │ ■ │ ■ │ ■ │ top          reserved │
/// ```
///
/// A locked block cannot be copied. It stays, and its pages with it; all others of the space that
/// was left are given back or kept as reserve. Later it is an obstacle when blocks are copied into
/// that space, or requests served there: they go into the holes between such blocks first.
///
/// Invariants, of a heap in which no collection lacked memory:
///
/// 1. behind the top of the other space, as many bytes are committed as the blocks of this one
///    could need there in any order: both halves count in the footprint at all times;
/// 2. a block that lies in the other space was locked when it was last collected.
///
/// A collection visits live blocks only, and copies each of them; of what is dead only its entry in
/// the table is looked at. Allocating takes constant time. What it leaves out: nothing follows
/// references within objects, and no forwarding address is needed, since each block has one
/// reference.
public final class Semispace implements CollectionScheme {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      CollectedHeap.entry(
          "semispace",
          "Cheney, A Nonrecursive List Compacting Algorithm, 1970",
          (parts, options) -> new Semispace(parts));

  private final CollectorParts parts;

  /// Where blocks are allocated.
  private LinearSpace current;

  /// Where they are going to be copied.
  private LinearSpace other;

  /// Bytes that the blocks of the current space could need in the other one.
  private long demandBytes;

  /// Blocks that stayed in the space that is being collected.
  private int stayed;

  private Semispace(CollectorParts parts) {
    this.parts = parts;
    this.current = parts.space("first half", CollectorParts.FIRST_SPACE, parts.areaBytes());
    this.other = parts.space("second half", CollectorParts.SECOND_SPACE, parts.areaBytes());
  }

  @Override
  public long allocate(int reference, long bytes, long boundary) {
    long demand = demand(bytes, boundary);
    if (!other.reserve(demandBytes + demand)) return 0;
    long block = current.allocate(bytes, boundary);
    if (block == 0) return 0;
    demandBytes += demand;
    BlockHeader.set(block, bytes, reference);
    return block + BlockHeader.BYTES;
  }

  /// What a block takes at most, with the gap before it.
  private long demand(long bytes, long boundary) {
    return bytes + boundary - parts.quantum();
  }

  @Override
  public void collect(long spareBytes) {
    LinearSpace from = current;
    LinearSpace to = other;
    to.sweep(Long.MAX_VALUE, this::isHeld);
    to.reserve(demandBytes);
    demandBytes = 0;
    stayed = 0;
    parts.references().visit(reference -> visit(reference, from, to));
    parts.large().sweep();
    current = to;
    other = from;
    leave(from, spareBytes);
    to.trim(spareBytes);
  }

  private boolean isHeld(long block) {
    return parts.references().holds(BlockHeader.reference(block));
  }

  private void visit(int reference, LinearSpace from, LinearSpace to) {
    long block = parts.block(reference);
    long bytes = BlockHeader.bytes(block);
    parts.work().traced(bytes);
    if (parts.large().contains(block)) BlockHeader.mark(block);
    else if (from.contains(block)) copy(reference, block, bytes, to);
    else demandBytes += demand(bytes, parts.references().alignment(reference));
  }

  private void copy(int reference, long block, long bytes, LinearSpace to) {
    long boundary = parts.references().alignment(reference);
    long target = parts.mayMove(reference, bytes) ? to.allocate(bytes, boundary) : 0;
    if (target == 0) {
      stayed++;
    } else {
      parts.move(reference, block, target, bytes);
      demandBytes += demand(bytes, boundary);
    }
  }

  /// Makes everything free that did not stay, and reserves what is needed.
  private void leave(LinearSpace from, long spareBytes) {
    if (stayed == 0) {
      from.beginPass(Long.MAX_VALUE);
      from.endPass(from.base());
      from.trim(demandBytes + spareBytes);
    } else {
      from.sweep(spareBytes, this::hasStayed);
    }
    from.reserve(demandBytes);
  }

  /// Whether the reference in a header still leads to the block.
  private boolean hasStayed(long block) {
    int reference = BlockHeader.reference(block);
    return isHeld(block) && parts.references().payload(reference) == block + BlockHeader.BYTES;
  }

  @Override
  public long inspections() {
    return current.inspections() + other.inspections();
  }

  @Override
  public void walk(BlockWalk walk) {
    current.walk(walk);
    other.walk(walk);
  }
}
