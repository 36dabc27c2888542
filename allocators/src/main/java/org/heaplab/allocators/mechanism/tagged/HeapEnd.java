package org.heaplab.allocators.mechanism.tagged;

import static org.heaplab.allocators.mechanism.BoundaryTags.FREE;
import static org.heaplab.allocators.mechanism.BoundaryTags.USED;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Where a heap of [TaggedBlocks] ends. The end moves step by step, as with sbrk: up when no free
/// block is large enough, and down when the last block is free and large.
///
/// ```text
///    ├──────────┬──────┬ ─ ─ ─ ┬────────┬──────────┤
///    │ prologue │ used │       │ free   │ epilogue │
///    └──────────┴──────┴ ─ ─ ─ ┴────────┴──────────┘
///                                                 end of a page
/// ```
///
/// Invariants: everything from base to end is committed; prologue and epilogue are tags of used
/// blocks that have nothing else, so that every block has two neighbours.
///
/// Moving the end takes constant time, page faults and system calls aside.
public final class HeapEnd {
  /// When the end of the heap is given back.
  public static final Option TRIM =
      Option.bytes(
              "trim",
              "bytes at the end of the heap from which on they are given back",
              "128K",
              0,
              Long.MAX_VALUE)
          .tried(0, 4096);

  /// How far the end of the heap moves.
  public static final Option STEP =
      Option.powerOfTwo(
              "step",
              "bytes by which the end of the heap moves",
              "4K",
              Backing.PAGE_BYTES,
              1L << 30)
          .tried("64K");

  private static final int PROLOGUE = 0;
  static final int FIRST_BLOCK = PROLOGUE + 1;

  private final TaggedBlocks blocks;
  private final BoundaryTags tags;
  private final FreeBlocks freeBlocks;
  private final int minUnits;
  private final long trimBytes;
  private final long stepBytes;

  private int epilogue;
  private int highestEpilogue;

  HeapEnd(TaggedBlocks blocks, FreeBlocks freeBlocks, Options options) {
    this.blocks = blocks;
    this.tags = blocks.tags();
    this.freeBlocks = freeBlocks;
    this.minUnits = blocks.minUnits();
    this.trimBytes = options.bytes(TRIM);
    this.stepBytes = options.bytes(STEP);
  }

  /// Whether nothing is committed yet.
  boolean isEmpty() {
    return epilogue == 0;
  }

  /// The number after the last block; 0 while the heap is empty.
  int epilogue() {
    return epilogue;
  }

  /// The largest that [#epilogue] has been.
  int highestEpilogue() {
    return highestEpilogue;
  }

  /// Whether a block, or none, is all that there is from a number on.
  boolean isLast(int block) {
    return block == epilogue || (!tags.isUsed(block) && block + tags.size(block) == epilogue);
  }

  /// The last block of a heap that is not empty.
  private int last() {
    return epilogue - tags.previousSize(epilogue);
  }

  /// Makes the last block free and at least this large. It may be that already, when the policy
  /// does not see every block that is large enough.
  ///
  /// @return that block, or 0 when there is no room or no memory for it
  int grow(int units) {
    int last = isEmpty() ? PROLOGUE : last();
    int start = isEmpty() ? FIRST_BLOCK : tags.isUsed(last) ? epilogue : last;
    int end = blocks.endAfter(start, units, stepBytes);
    if (end != 0 && end <= epilogue) return last;
    if (end == 0 || !freeBlocks.resize(end)) return 0;
    if (!blocks.commit(epilogue, end)) {
      freeBlocks.resize(epilogue);
      return 0;
    }
    if (isEmpty()) tags.set(PROLOGUE, FIRST_BLOCK, USED);
    if (start == last) freeBlocks.remove(last);
    move(end, start);
    return start;
  }

  /// Gives back the end of the heap when a free block is the last, and large, except for what is in
  /// the block's first step.
  void trimAfter(int free) {
    int size = tags.size(free);
    if (free + size != epilogue || (long) size * TaggedBlocks.UNIT_BYTES < trimBytes) return;
    int oldEnd = epilogue;
    int end = blocks.endAfter(free, minUnits, stepBytes);
    if (end >= oldEnd) return;
    freeBlocks.remove(free);
    move(end, free);
    blocks.release(end, oldEnd);
    freeBlocks.resize(end);
  }

  /// Puts the epilogue behind a last block, which is free from now on.
  private void move(int end, int last) {
    epilogue = end;
    highestEpilogue = Math.max(highestEpilogue, end);
    tags.set(last, end - last, FREE);
    tags.mark(end, 0, USED);
    freeBlocks.insert(last);
  }
}
