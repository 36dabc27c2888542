package org.heaplab.allocators.mechanism.tagged;

import static org.heaplab.allocators.mechanism.BoundaryTags.FREE;
import static org.heaplab.allocators.mechanism.BoundaryTags.USED;
import static org.heaplab.allocators.mechanism.tagged.TaggedBlocks.UNIT_BYTES;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Entry.PointerMaker;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A heap of [TaggedBlocks]. Which free block serves a request is up to its [PlacementPolicy]. When
/// there is none, the heap grows at its [HeapEnd].
///
/// ```text
///    base                                                         end of a page
///     ├──────────┬────────┬──────┬────────┬ ─ ─ ─ ─ ─ ─ ┬────────┬──────────┤
///     │ prologue │ used   │ free │ used   │             │ free   │ epilogue │ … table
///     └──────────┴────────┴──────┴────────┴ ─ ─ ─ ─ ─ ─ ┴────────┴──────────┘
/// ```
///
/// Free blocks that touch coalesce as they are freed, or, with `coalesce=deferred`, all at once
/// when none is large enough for a request. Such a pass visits every block, so the heap rather
/// grows while fewer were freed since the last one than an eighth of those in use. Only before a
/// request is refused, and when the last block is freed, there is a pass in any case.
///
/// Invariants:
///
/// 1. blocks tile the heap from prologue to epilogue, which are tags of used blocks;
/// 2. no two free blocks touch, unless coalescing is deferred;
/// 3. the free blocks know a block exactly when its U bit is clear.
///
/// Allocating and freeing cost what the policy and the free blocks cost, a copy in `realloc` and
/// page faults aside; a pass costs a constant time for each block that was freed before it.
public final class BoundaryTagHeap implements BackedAllocator {
  /// The value of [#COALESCE] with which free blocks may touch.
  private static final String DEFERRED = "deferred";

  /// When free blocks coalesce.
  private static final Option COALESCE =
      Option.choice(
          "coalesce",
          "when free blocks that touch become one: as they are freed, or when none is large enough",
          "immediate",
          DEFERRED);

  /// A pass is due once so many times the blocks freed are as many as those in use.
  private static final long PASS_SHARE = 8;

  private final TaggedBlocks blocks;
  private final BoundaryTags tags;
  private final UsedBlocks usedBlocks;
  private final FreeBlocks freeBlocks;
  private final PlacementPolicy policy;
  private final int minUnits;
  private final boolean deferred;
  private final HeapEnd end;

  private int used;

  /// Blocks freed since the last pass.
  private long freed;

  private long passInspections;

  /// @param options those of [#entry]
  public BoundaryTagHeap(
      TaggedBlocks blocks, FreeBlocks freeBlocks, PlacementPolicy policy, Options options) {
    this.blocks = blocks;
    this.tags = blocks.tags();
    this.usedBlocks = new UsedBlocks(blocks);
    this.freeBlocks = freeBlocks;
    this.policy = policy;
    this.minUnits = blocks.minUnits();
    this.deferred = options.is(COALESCE, DEFERRED);
    this.end = new HeapEnd(blocks, freeBlocks, options);
  }

  /// What the catalogue says of every such heap.
  ///
  /// @param further options of the scheme, which stand before those of the heap
  public static Entry entry(
      String name, Family family, String source, PointerMaker maker, Option... further) {
    var options = new ArrayList<>(List.of(further));
    options.addAll(
        List.of(COALESCE, HeapEnd.TRIM, HeapEnd.STEP, TaggedBlocks.HEADER, AlignmentRule.OPTION));
    return Entry.ofPointers(name, family, source, maker)
        .can(
            Capability.REUSES,
            Capability.COALESCES,
            Capability.RELEASES,
            Capability.COUNTS,
            Capability.LIMITS)
        .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
        .with(options.toArray(Option[]::new))
        .losing(Capability.COALESCES, COALESCE, DEFERRED);
  }

  @Override
  public long malloc(long size) {
    int units = blocks.unitsFor(size);
    if (units == 0) return NULL;
    int block = find(units);
    if (block == 0) return NULL;
    take(block, units);
    return blocks.payload(block);
  }

  /// A free block of at least these units, at the end of a heap that has grown if need be; or 0.
  private int find(int units) {
    int block = end.isEmpty() ? 0 : policy.find(units);
    return block != 0 ? block : findSlow(units);
  }

  private int findSlow(int units) {
    boolean passIsDue = freed > 0 && PASS_SHARE * freed >= used;
    int block = passIsDue ? 0 : end.grow(units);
    if (block != 0 || freed == 0) return block;
    coalesceAll();
    block = policy.find(units);
    return block != 0 ? block : end.grow(units);
  }

  /// Makes the first units of a free block a used one; the rest stays free unless it is a splinter.
  private void take(int block, int units) {
    used++;
    int size = tags.size(block);
    if (size - units < minUnits) {
      freeBlocks.remove(block);
      tags.mark(block, size, USED);
    } else {
      tags.set(block + units, size - units, FREE);
      freeBlocks.cut(block, block + units);
      tags.set(block, units, USED);
    }
  }

  /// Finds a block that is large enough wherever the alignment puts the payload, and leaves what is
  /// before it free.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    if (boundary <= blocks.quantumBytes()) return malloc(size);
    int units = blocks.unitsFor(size);
    if (units == 0) return NULL;
    int step = (int) (boundary / UNIT_BYTES);
    long room = (long) units + step + minUnits;
    int block = room > Integer.MAX_VALUE ? 0 : find((int) room);
    if (block == 0) return NULL;
    int lead = (int) Alignment.gap(blocks.payload(block), boundary) / UNIT_BYTES;
    while (lead > 0 && lead < minUnits) lead += step;
    if (lead > 0) block = splitFree(block, lead);
    take(block, units);
    return blocks.payload(block);
  }

  /// @return the second half, free like the first
  private int splitFree(int block, int units) {
    int rest = block + units;
    int size = tags.size(block);
    freeBlocks.remove(block);
    tags.set(rest, size - units, FREE);
    tags.set(block, units, FREE);
    freeBlocks.insert(block);
    freeBlocks.insert(rest);
    return rest;
  }

  @Override
  public long realloc(long address, long size) {
    int block = require(address);
    int units = blocks.unitsFor(size);
    if (units == 0) return NULL;
    int old = tags.size(block);
    if (units <= old) {
      shrink(block, units);
      return address;
    }
    return growInPlace(block, units) ? address : BackedAllocator.super.realloc(address, size);
  }

  private void shrink(int block, int units) {
    int rest = tags.size(block) - units;
    if (rest < minUnits) return;
    tags.mark(block + units, rest, USED);
    tags.set(block, units, USED);
    release(block + units);
  }

  private boolean growInPlace(int block, int units) {
    int next = block + tags.size(block);
    int further = units - tags.size(block);
    boolean nextIsFree = !tags.isUsed(next);
    if (!nextIsFree || tags.size(next) < further) {
      // Grown by at least a whole block, so that what follows is one wherever the page ends.
      if (!end.isLast(next) || end.grow(Math.max(further, minUnits)) == 0) return false;
    }
    absorb(block, next, units);
    return true;
  }

  /// Grows a used block to these units by the free block behind it.
  private void absorb(int block, int next, int units) {
    freeBlocks.remove(next);
    int rest = tags.size(block) + tags.size(next) - units;
    if (rest < minUnits) {
      tags.set(block, units + rest, USED);
      return;
    }
    tags.set(block + units, rest, FREE);
    tags.set(block, units, USED);
    freeBlocks.insert(block + units);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    release(require(address));
    if (--used == 0 && deferred) coalesceAll();
  }

  /// Makes a used block free.
  private void release(int block) {
    int size = tags.size(block);
    tags.set(block, size, FREE);
    if (deferred) {
      freed++;
      freeBlocks.insert(block);
    } else {
      coalesce(block, block + size);
    }
  }

  /// Joins a block that was freed with the free blocks that it touches.
  private void coalesce(int block, int next) {
    int start = block;
    int before = block - tags.previousSize(block);
    if (!tags.isUsed(before)) {
      freeBlocks.remove(before);
      start = before;
    }
    if (tags.isUsed(next)) {
      tags.set(start, next - start, FREE);
      freeBlocks.insert(start);
    } else {
      tags.set(start, next + tags.size(next) - start, FREE);
      freeBlocks.extend(next, start);
    }
    end.trimAfter(start);
  }

  /// Joins all free blocks that touch.
  private void coalesceAll() {
    freed = 0;
    int last = HeapEnd.FIRST_BLOCK;
    for (int block = last; block < end.epilogue(); block += tags.size(block)) {
      passInspections++;
      last = block;
      if (!tags.isUsed(block)) absorbAll(block);
    }
    if (!tags.isUsed(last)) end.trimAfter(last);
  }

  /// Joins a free block with all free blocks behind it.
  private void absorbAll(int block) {
    int next = block + tags.size(block);
    if (tags.isUsed(next)) return;
    freeBlocks.remove(block);
    while (!tags.isUsed(next)) {
      passInspections++;
      freeBlocks.remove(next);
      next += tags.size(next);
    }
    tags.set(block, next - block, FREE);
    freeBlocks.insert(block);
  }

  @Override
  public long usableSize(long address) {
    return blocks.payloadBytes(tags.size(require(address)));
  }

  private int require(long address) {
    return usedBlocks.require(address, end);
  }

  @Override
  public Backing backing() {
    return blocks.backing();
  }

  @Override
  public long footprintBytes() {
    return blocks.footprintBytes();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    blocks.walk(end.epilogue(), freeBlocks, visitor);
  }

  @Override
  public long inspections() {
    return passInspections + freeBlocks.inspections();
  }

  @Override
  public void close() {
    blocks.close();
  }
}
