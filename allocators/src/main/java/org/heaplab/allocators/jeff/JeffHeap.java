package org.heaplab.allocators.jeff;

import static org.heaplab.allocators.jeff.HeaderLayout.FREE;
import static org.heaplab.allocators.jeff.HeaderLayout.LOG_GRANULE_BYTES;
import static org.heaplab.allocators.jeff.HeaderLayout.MAX_FLAGS;
import static org.heaplab.allocators.jeff.HeaderLayout.MAX_GRANULES;
import static org.heaplab.allocators.jeff.HeaderLayout.UNLOCKED;

import org.heaplab.allocators.Alignment;
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
import org.heaplab.allocators.mechanism.CompactionPauses;
import org.heaplab.options.Options;

/// The allocator of the thesis that asked the question first. See the package page for the heap as
/// a whole, and for where this differs from the original.
///
/// ```text
///     malloc ─▶ bump the end ─ full ─▶ FreeSlots ─ none ─▶ JeffCompactor ─ still full ─▶ a larger heap
/// ```
///
/// Malloc takes constant time while the end can be bumped, free, lock and unlock always do. A
/// compaction takes O(n log n) in the number of blocks, and comes at most once for each headroom of
/// bytes allocated.
public final class JeffHeap implements HandleAllocator, BackedHeap {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofHandles(
              "jeff",
              Family.HANDLE,
              "Jansson, JEFF and STEVE: Allocator and Analysis Tool, 2015",
              JeffHeap::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .detects(
              Kind.DOUBLE_FREE,
              Kind.STALE_HANDLE,
              Kind.FOREIGN_ADDRESS,
              Kind.UNLOCK_WITHOUT_LOCK,
              Kind.LOCK_OVERFLOW,
              Kind.FREE_WHILE_LOCKED)
          .with(JeffSettings.OPTIONS);

  /// Headers that every request leaves, so that compaction can cut a hole in two.
  private static final long SPARE_HEADERS = 2;

  /// The smallest heap; with nothing in use, a larger one gives everything back.
  private static final long LEAST_BYTES = 16 * Backing.PAGE_BYTES;

  private final Backing backing;
  private final long base;
  private final Headers headers;
  private final FreeSlots slots;
  private final JeffCompactor compactor;
  private final JeffSettings settings;

  /// The alignment of every block, and what sizes are rounded up to.
  private final long quantumBytes;

  /// Where the last block ends.
  private long top;

  /// Blocks and headers may span this many bytes before the heap counts as full.
  private long capacityBytes;

  private long usedBlocks;
  private long usedBytes;
  private long freedBytes;

  /// Whether a block was freed or unlocked since a compaction went as far as it could.
  private boolean worthCompacting;

  private final CompactionPauses pauses = new CompactionPauses();

  private JeffHeap(long limitBytes, Options options) {
    this(limitBytes, JeffSettings.of(options));
  }

  JeffHeap(long limitBytes, JeffSettings settings) {
    long range = Math.min(Backing.addressesFor(limitBytes), MAX_GRANULES << LOG_GRANULE_BYTES);
    this.backing = new Backing(range, limitBytes);
    this.base = backing.base();
    this.top = base;
    this.headers = new Headers(backing, settings.layout());
    this.slots = new FreeSlots(headers, base);
    this.compactor = new JeffCompactor(headers);
    this.settings = settings;
    this.quantumBytes = settings.rule().bytes();
    grow(0);
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), quantumBytes);
    if (size < 0 || size > backing.bytes()) return NULL;
    long header = allocate(bytesFor(size), boundary);
    return header != Headers.NONE ? header : mallocSlow(bytesFor(size), boundary);
  }

  private long mallocSlow(long bytes, long boundary) {
    long needed = bytes + usedBytes + (usedBlocks + 1) * headers.headerBytes();
    if (needed > Math.min(backing.limitBytes(), backing.bytes())) return NULL;
    if (worthCompacting) compact(Long.MAX_VALUE);
    long header = allocate(bytes, boundary);
    if (header != Headers.NONE) return header;
    grow(bytes + boundary + (1 + SPARE_HEADERS) * headers.headerBytes());
    return allocate(bytes, boundary);
  }

  private long allocate(long bytes, long boundary) {
    long header = bump(bytes, boundary);
    if (header == Headers.NONE) header = reuse(bytes, boundary);
    if (header == Headers.NONE) return Headers.NONE;
    headers.setAlignmentGranules(
        header, boundary == quantumBytes ? 1 : boundary >>> LOG_GRANULE_BYTES);
    usedBlocks++;
    usedBytes += headers.bytes(header);
    return header;
  }

  /// Allocates behind the last block. What the alignment leaves before the new one is a free block.
  private long bump(long bytes, long boundary) {
    long start = Alignment.up(top, boundary);
    long gap = start - top;
    int wanted = gap == 0 ? 1 : 2;
    long end = start + bytes;
    long headersBottom = headers.bottomWith(wanted, SPARE_HEADERS);
    if (end - base + headers.top() - headersBottom > capacityBytes) return Headers.NONE;
    if (!backing.commit(top, end - top) || !headers.prepare(wanted, SPARE_HEADERS)) {
      return Headers.NONE;
    }
    if (gap > 0) addFree(top, gap);
    top = end;
    return add(start, bytes, UNLOCKED);
  }

  /// Allocates in a free block.
  private long reuse(long bytes, long boundary) {
    long header = slots.take(bytes + boundary - quantumBytes);
    if (header == Headers.NONE) return Headers.NONE;
    long gap = Alignment.gap(headers.address(header), boundary);
    if (gap > 0) {
      long rest = cut(header, gap);
      slots.add(header);
      if (rest == Headers.NONE) return Headers.NONE;
      header = rest;
    }
    headers.setFlags(header, UNLOCKED);
    shrink(header, bytes);
    return header;
  }

  /// Frees what a block has beyond these bytes, if there is a header for it.
  private void shrink(long header, long bytes) {
    if (headers.bytes(header) == bytes) return;
    long rest = cut(header, bytes);
    if (rest != Headers.NONE) slots.add(rest);
  }

  /// Cuts a block in two.
  ///
  /// @return the header of the latter part, which is free, or [Headers#NONE] when there is none to
  ///   be had
  private long cut(long header, long bytes) {
    if (headers.bottomWith(1, SPARE_HEADERS) < top || !headers.prepare(1, SPARE_HEADERS)) {
      return Headers.NONE;
    }
    long rest = add(headers.address(header) + bytes, headers.bytes(header) - bytes, FREE);
    headers.setGranules(header, bytes >>> LOG_GRANULE_BYTES);
    return rest;
  }

  private long add(long address, long bytes, int flags) {
    long granule = (address - base) >>> LOG_GRANULE_BYTES;
    long header = headers.take(granule, bytes >>> LOG_GRANULE_BYTES, flags);
    headers.push(header);
    return header;
  }

  private void addFree(long address, long bytes) {
    slots.add(add(address, bytes, FREE));
  }

  @Override
  public long realloc(long handle, long size) {
    if (handle == NULL) return malloc(size);
    require(handle, Kind.STALE_HANDLE);
    if (size < 0 || size > backing.bytes()) return NULL;
    if (!resize(handle, bytesFor(size)) && !move(handle, size)) return NULL;
    headers.setAlignmentGranules(handle, 1);
    return handle;
  }

  private boolean resize(long header, long bytes) {
    long old = headers.bytes(header);
    if (bytes <= old) {
      shrink(header, bytes);
    } else if (headers.address(header) + old != top || !extendEnd(bytes - old)) {
      return false;
    } else {
      headers.setGranules(header, bytes >>> LOG_GRANULE_BYTES);
    }
    usedBytes += headers.bytes(header) - old;
    return true;
  }

  private boolean extendEnd(long bytes) {
    long headersBottom = headers.bottomWith(0, SPARE_HEADERS);
    if (top + bytes - base + headers.top() - headersBottom > capacityBytes) return false;
    if (!backing.commit(top, bytes)) return false;
    top += bytes;
    return true;
  }

  /// Gives a block the memory of a larger one made for it, and frees its own under that one's
  /// header.
  private boolean move(long header, long size) {
    if (!headers.isUnlocked(header)) return false;
    long other = malloc(size);
    if (other == NULL) return false;
    Memory.copy(headers.address(header), headers.address(other), headers.bytes(header));
    headers.swapBlocks(header, other);
    free(other);
    return true;
  }

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    require(handle, Kind.DOUBLE_FREE);
    if (!headers.isUnlocked(handle)) throw new MisuseException(Kind.FREE_WHILE_LOCKED, handle);
    headers.setFlags(handle, FREE);
    slots.add(handle);
    usedBlocks--;
    usedBytes -= headers.bytes(handle);
    freedBytes += headers.bytes(handle);
    worthCompacting = true;
    if (usedBlocks == 0) {
      if (backing.footprintBytes() > LEAST_BYTES) clear();
    } else if (settings.early() && freedBytes > headroomBytes() + LEAST_BYTES) {
      compact(Long.MAX_VALUE);
    }
  }

  private void clear() {
    slots.clear();
    headers.clear();
    top = base;
    backing.release(base, backing.bytes());
    worthCompacting = false;
    freedBytes = 0;
    grow(0);
  }

  @Override
  public long lock(long handle) {
    require(handle, Kind.STALE_HANDLE);
    int flags = headers.flags(handle);
    if (flags == MAX_FLAGS) throw new MisuseException(Kind.LOCK_OVERFLOW, handle);
    headers.setFlags(handle, flags + 1);
    return headers.address(handle);
  }

  @Override
  public void unlock(long handle) {
    require(handle, Kind.STALE_HANDLE);
    int flags = headers.flags(handle);
    if (flags == UNLOCKED) throw new MisuseException(Kind.UNLOCK_WITHOUT_LOCK, handle);
    headers.setFlags(handle, flags - 1);
    worthCompacting = true;
  }

  @Override
  public long usableSize(long handle) {
    require(handle, Kind.STALE_HANDLE);
    return headers.bytes(handle);
  }

  private void require(long handle, Kind kind) {
    if (headers.isUsed(handle)) return;
    throw new MisuseException(headers.wasTaken(handle) ? kind : Kind.FOREIGN_ADDRESS, handle);
  }

  @Override
  public long compact(long budgetBytes) {
    pauses.begin();
    long granules = Math.max(budgetBytes, 0) >>> LOG_GRANULE_BYTES;
    long moved = compactor.compact(granules, top) << LOG_GRANULE_BYTES;
    top = compactor.cutEnd();
    headers.trim();
    slots.clear();
    for (long header = headers.root(); header != Headers.NONE; header = headers.next(header)) {
      if (headers.isFree(header)) slots.add(header);
    }
    backing.release(top, headers.bottom() - top);
    worthCompacting &= budgetBytes != Long.MAX_VALUE;
    freedBytes = 0;
    grow(0);
    pauses.end(moved);
    return moved;
  }

  /// Lets the heap hold the headroom and some more beyond what it spans now.
  private void grow(long bytes) {
    boolean isWhole = settings.whole() && backing.limitBytes() != Long.MAX_VALUE;
    long span = top - base + headers.top() - headers.bottom();
    long wanted = Math.max(span + bytes + headroomBytes(), LEAST_BYTES);
    capacityBytes = isWhole ? backing.bytes() : Math.min(wanted, backing.bytes());
  }

  private long headroomBytes() {
    return (long) (settings.headroom() * (usedBytes + usedBlocks * headers.headerBytes()));
  }

  private long bytesFor(long size) {
    return Alignment.up(Math.max(size, 1), quantumBytes);
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
    return backing;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    new JeffWalk(backing, headers).show(top, visitor);
  }
}
