package org.heaplab.allocators.baseline;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Never frees: each block lies behind the one before it. No placement is faster, and no allocator
/// needs more memory. Together with [PagePerRequest] it gives every chart its limits.
///
/// From: the free-storage pointer of the first dynamic heaps; called *arena* or *zone* allocation
/// when all blocks die together (Hanson, *Fast Allocation and Deallocation of Memory Based on
/// Object Lifetimes*, 1990).
///
/// ```text
///    block ─▶ ┌─────────────────────────┬───┐
///             │ payload bytes           │ U │  U: not freed yet
///  payload ─▶ ├─────────────────────────┴───┤
///             │ client bytes                │
///    next  ─▶ └─────────────────────────────┘
/// ```
///
/// Where an alignment needs it, there is a gap before the block: a freed block, which may have no
/// bytes behind its header.
///
/// Invariants: blocks tile the heap from base to top; a header never changes its size except that
/// of the last block, which [#realloc] resizes in place.
///
/// Every operation takes constant time, page faults and the copy in `realloc` aside.
public final class Bump implements BackedAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "bump",
              Family.BASELINE,
              "Hanson, Fast Allocation and Deallocation of Memory Based on Object Lifetimes, 1990",
              (limitBytes, options) -> new Bump(limitBytes, AlignmentRule.of(options)))
          .can(Capability.COUNTS, Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(AlignmentRule.OPTION);

  private static final long HEADER_BYTES = 8;
  private static final long USED = 1;

  private final Backing backing;
  private final AlignmentRule rule;
  private final long end;
  private long top;

  public Bump(long limitBytes, AlignmentRule rule) {
    this.rule = rule;
    backing = new Backing(Backing.addressesFor(limitBytes), limitBytes);
    top = backing.base();
    end = top + backing.bytes();
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), rule.boundary(size));
    long payload = Alignment.up(top + HEADER_BYTES, boundary);
    if (size < 0 || size > end - payload || payload == end) return NULL;
    long bytes = payloadBytes(size);
    if (!backing.commit(top, payload + bytes - top)) return NULL;
    long gap = payload - HEADER_BYTES - top;
    if (gap > 0) Memory.putLong(top, gap - HEADER_BYTES);
    Memory.putLong(payload - HEADER_BYTES, bytes | USED);
    top = payload + bytes;
    return payload;
  }

  @Override
  public long realloc(long address, long size) {
    long old = usableSize(address);
    if (Alignment.holds(address, rule.boundary(size))) {
      if (address + old == top && resizeLast(address, size)) return address;
      if (size >= 0 && size <= old) return address;
    }
    return BackedAllocator.super.realloc(address, size);
  }

  private boolean resizeLast(long address, long size) {
    if (size < 0 || size > end - address) return false;
    long bytes = payloadBytes(size);
    if (!backing.commit(address, bytes)) return false;
    Memory.putLong(address - HEADER_BYTES, bytes | USED);
    backing.release(address + bytes, Math.max(Backing.wholePages(top) - address - bytes, 0));
    top = address + bytes;
    return true;
  }

  private static long payloadBytes(long size) {
    return Alignment.up(Math.max(size, 1), MIN_ALIGNMENT);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    Memory.putLong(address - HEADER_BYTES, usableSize(address));
  }

  @Override
  public long usableSize(long address) {
    if (address - HEADER_BYTES < backing.base()
        || address >= top
        || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    long header = Memory.getLong(address - HEADER_BYTES);
    if ((header & USED) == 0) throw new MisuseException(Kind.DOUBLE_FREE, address);
    return header - USED;
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    long base = backing.base();
    long committedEnd = Backing.wholePages(top);
    visitor.area("blocks", base, committedEnd - base);
    for (long block = base; block < top; ) {
      long header = Memory.getLong(block);
      long bytes = header & -MIN_ALIGNMENT;
      if ((header & USED) == 0) {
        visitor.free(block, HEADER_BYTES + bytes, HEADER_BYTES + bytes);
      } else {
        visitor.metadata(block, HEADER_BYTES, HEADER_BYTES);
        visitor.part(HeapVisitor.Part.HEADERS, HEADER_BYTES);
        visitor.used(block + HEADER_BYTES, block + HEADER_BYTES, bytes, 0);
      }
      block += HEADER_BYTES + bytes;
    }
    if (top < committedEnd) visitor.free(top, committedEnd - top, committedEnd - top);
    backing.walkBitmap(visitor);
  }
}
