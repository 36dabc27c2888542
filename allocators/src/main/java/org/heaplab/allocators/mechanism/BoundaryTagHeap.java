package org.heaplab.allocators.mechanism;

import static org.heaplab.allocators.mechanism.BoundaryTags.FREE;
import static org.heaplab.allocators.mechanism.BoundaryTags.USED;
import static org.heaplab.allocators.mechanism.TaggedBlocks.HEADER_UNITS;
import static org.heaplab.allocators.mechanism.TaggedBlocks.MIN_UNITS;
import static org.heaplab.allocators.mechanism.TaggedBlocks.UNIT_BYTES;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A heap of [TaggedBlocks] with immediate coalescing. Which free block serves a request is up to
/// its [PlacementPolicy]. It grows step by step at its end, as with sbrk, and gives the end back
/// when the last block is free and large.
///
/// ```text
///    base                                                         end, at a page's end
///     ├──────────┬────────┬──────┬────────┬ ─ ─ ─ ─ ─ ─ ┬────────┬──────────┤
///     │ prologue │ used   │ free │ used   │             │ free   │ epilogue │ … table
///     └──────────┴────────┴──────┴────────┴ ─ ─ ─ ─ ─ ─ ┴────────┴──────────┘
/// ```
///
/// Invariants:
///
/// 1. blocks tile the heap from prologue to epilogue, which are tags of used blocks;
/// 2. no two free blocks touch;
/// 3. the policy knows a block exactly when its U bit is clear;
/// 4. everything from base to end is committed.
///
/// Allocating and freeing cost what the policy costs, a copy in `realloc` and page faults aside.
public final class BoundaryTagHeap implements BackedAllocator {
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

  /// The prologue is the tag of a block that has nothing else.
  private static final int PROLOGUE = 0;

  private static final int FIRST_BLOCK = PROLOGUE + HEADER_UNITS;

  private final TaggedBlocks blocks;
  private final BoundaryTags tags;
  private final Backing backing;
  private final PlacementPolicy policy;
  private final long trimBytes;
  private final long stepBytes;

  /// The epilogue; 0 while the heap is empty and nothing is committed.
  private int end;

  private int highestEnd;

  /// @param options among them [#TRIM] and [#STEP]
  public BoundaryTagHeap(TaggedBlocks blocks, PlacementPolicy policy, Options options) {
    this.blocks = blocks;
    this.tags = blocks.tags();
    this.backing = blocks.backing();
    this.policy = policy;
    this.trimBytes = options.bytes(TRIM);
    this.stepBytes = options.bytes(STEP);
  }

  @Override
  public long malloc(long size) {
    int units = blocks.unitsFor(size);
    if (units == 0) return NULL;
    int block = find(units);
    if (block == 0) return NULL;
    take(block, units);
    return payload(block);
  }

  private long payload(int block) {
    return tags.address(block) + BoundaryTags.TAG_BYTES;
  }

  /// A free block of at least these units, at the end of a heap that has grown if need be; or 0.
  private int find(int units) {
    int block = end == 0 ? 0 : policy.find(units);
    return block != 0 ? block : findSlow(units);
  }

  private int findSlow(int units) {
    return grow(units) ? end - tags.previousSize(end) : 0;
  }

  /// Makes the first units of a free block a used one; the rest stays free unless it is a splinter.
  private void take(int block, int units) {
    int size = tags.size(block);
    if (size - units < MIN_UNITS) {
      policy.remove(block);
      tags.mark(block, size, USED);
    } else {
      tags.set(block + units, size - units, FREE);
      policy.cut(block, block + units);
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
    long room = (long) units + step + MIN_UNITS;
    int block = room > Integer.MAX_VALUE ? 0 : find((int) room);
    if (block == 0) return NULL;
    int lead = (int) Alignment.gap(payload(block), boundary) / UNIT_BYTES;
    while (lead > 0 && lead < MIN_UNITS) lead += step;
    if (lead > 0) block = splitFree(block, lead);
    take(block, units);
    return payload(block);
  }

  /// @return the second half, free like the first
  private int splitFree(int block, int units) {
    int rest = block + units;
    int size = tags.size(block);
    policy.remove(block);
    tags.set(rest, size - units, FREE);
    tags.set(block, units, FREE);
    policy.insert(block);
    policy.insert(rest);
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
    if (rest < MIN_UNITS) return;
    tags.mark(block + units, rest, USED);
    tags.set(block, units, USED);
    release(block + units);
  }

  private boolean growInPlace(int block, int units) {
    int next = block + tags.size(block);
    int further = units - tags.size(block);
    boolean nextIsFree = !tags.isUsed(next);
    boolean nextIsLast = next == end || (nextIsFree && next + tags.size(next) == end);
    if (!nextIsFree || tags.size(next) < further) {
      // Grown by at least a whole block, so that what follows is one wherever the page ends.
      if (!nextIsLast || !grow(Math.max(further, MIN_UNITS))) return false;
    }
    absorb(block, next, units);
    return true;
  }

  /// Grows a used block to these units by the free block behind it.
  private void absorb(int block, int next, int units) {
    policy.remove(next);
    int rest = tags.size(block) + tags.size(next) - units;
    if (rest < MIN_UNITS) {
      tags.set(block, units + rest, USED);
      return;
    }
    tags.set(block + units, rest, FREE);
    tags.set(block, units, USED);
    policy.insert(block + units);
  }

  @Override
  public void free(long address) {
    if (address != NULL) release(require(address));
  }

  /// Makes a used block free and coalesces it with the free blocks that it touches.
  private void release(int block) {
    int start = block;
    int next = block + tags.size(block);
    tags.mark(block, next - block, FREE);
    int before = block - tags.previousSize(block);
    if (!tags.isUsed(before)) {
      policy.remove(before);
      start = before;
    }
    if (tags.isUsed(next)) {
      tags.set(start, next - start, FREE);
      policy.insert(start);
    } else {
      tags.set(start, next + tags.size(next) - start, FREE);
      policy.extend(next, start);
    }
    int size = tags.size(start);
    if (start + size == end && (long) size * UNIT_BYTES >= trimBytes) trim(start);
  }

  /// Makes the last block free and at least this large.
  private boolean grow(int units) {
    boolean empty = end == 0;
    int last = empty ? PROLOGUE : end - tags.previousSize(end);
    int start = empty ? FIRST_BLOCK : tags.isUsed(last) ? end : last;
    int newEnd = endAfter(start, units);
    if (newEnd == 0 || !policy.resize(newEnd)) return false;
    long from = tags.address(end);
    if (!backing.commit(from, payload(newEnd) - from)) {
      policy.resize(end);
      return false;
    }
    if (empty) tags.set(PROLOGUE, HEADER_UNITS, USED);
    if (start == last) policy.remove(last);
    moveEnd(newEnd, start);
    return true;
  }

  /// Gives back the pages behind a free block that is the last, except the first of its own.
  private void trim(int last) {
    int oldEnd = end;
    int newEnd = endAfter(last, MIN_UNITS);
    if (newEnd >= oldEnd) return;
    policy.remove(last);
    moveEnd(newEnd, last);
    backing.release(payload(newEnd), payload(oldEnd) - payload(newEnd));
    policy.resize(newEnd);
  }

  /// The epilogue that ends the step in which these units and an epilogue have room; 0 when the
  /// heap can never be so large.
  private int endAfter(int start, int units) {
    long needed = ((long) start + units + HEADER_UNITS) * UNIT_BYTES;
    long rounded = Alignment.up(needed, stepBytes);
    return rounded > blocks.bytes() ? 0 : (int) (rounded / UNIT_BYTES) - HEADER_UNITS;
  }

  /// Puts the epilogue behind a last block, which is free from now on.
  private void moveEnd(int newEnd, int last) {
    end = newEnd;
    highestEnd = Math.max(highestEnd, end);
    tags.set(last, end - last, FREE);
    tags.mark(end, 0, USED);
    policy.insert(last);
  }

  @Override
  public long usableSize(long address) {
    return TaggedBlocks.payloadBytes(tags.size(require(address)));
  }

  /// The used block with this payload. That its two tags agree is checked as well: it catches most
  /// interior addresses.
  private int require(long address) {
    long block = blocks.blockAt(address);
    if (block > PROLOGUE && block < end && Alignment.holds(address, UNIT_BYTES)) {
      int found = (int) block;
      int size = tags.size(found);
      if (tags.isUsed(found)
          && size >= MIN_UNITS
          && size <= end - found
          && tags.previousSize(found + size) == size) {
        return found;
      }
    }
    throw misuse(address);
  }

  /// Why an address is not that of a used block. Walks the heap, which is slow, but misuse ends a
  /// program.
  private RuntimeException misuse(long address) {
    long wanted = blocks.blockAt(address);
    boolean aligned = Alignment.holds(address, UNIT_BYTES);
    if (!aligned || wanted <= PROLOGUE || wanted >= highestEnd) {
      return new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    int block = FIRST_BLOCK;
    while (block < end && tags.size(block) > 0 && block + tags.size(block) <= wanted) {
      block += tags.size(block);
    }
    if (block >= end || !tags.isUsed(block)) return new MisuseException(Kind.DOUBLE_FREE, address);
    if (block < wanted) return new MisuseException(Kind.INTERIOR_ADDRESS, address);
    return new IllegalStateException(
        "a client wrote past the end of its block: 0x" + Long.toHexString(address));
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    if (end != 0) walkBlocks(visitor);
    policy.walk(visitor);
    backing.walkBitmap(visitor);
  }

  private void walkBlocks(HeapVisitor visitor) {
    long base = tags.address(PROLOGUE);
    visitor.area("blocks", base, payload(end) - base);
    visitor.metadata(base, UNIT_BYTES, UNIT_BYTES);
    for (int block = FIRST_BLOCK; block < end; block += tags.size(block)) {
      long bytes = (long) tags.size(block) * UNIT_BYTES;
      if (tags.isUsed(block)) {
        visitor.metadata(tags.address(block), UNIT_BYTES, UNIT_BYTES);
        visitor.part(HeapVisitor.Part.HEADERS, UNIT_BYTES);
        visitor.used(payload(block), payload(block), bytes - UNIT_BYTES, 0);
      } else {
        visitor.free(tags.address(block), bytes, bytes);
      }
    }
    visitor.metadata(tags.address(end), UNIT_BYTES, UNIT_BYTES);
  }
}
