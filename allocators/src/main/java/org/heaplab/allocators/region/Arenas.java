package org.heaplab.allocators.region;

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
import org.heaplab.allocators.backing.DirtyPages;
import org.heaplab.allocators.mechanism.PageSupply;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Arenas: a block lies behind the one that was allocated before it, in memory that comes back as a
/// whole. An arena ends when its client says that a phase ends ([#phase]), or when it has so many
/// bytes that it seems there are no phases. To free a block only counts it; when the last of an
/// arena is dead, all its memory is given back. A client that knows that all are dead says so at
/// once ([#destroy]).
///
/// From: Hanson, *Fast Allocation and Deallocation of Memory Based on Object Lifetimes*, 1990. That
/// an arena counts what still needs it: Gay & Aiken, *Memory Management with Explicit Regions*,
/// 1998.
///
/// ```text
///    arena of the phase before     ┌───────────┐   ┌───────────┐
///    3 blocks are not dead         │ ■ □ □ ■ □ ├──▶│ □ □ □ ■ □ │
///                                  └───────────┘   └───────────┘
///    arena of this phase           ┌───────────┐
///                                  │ ■ ■ □ ■ …▲│
///                                  └──────────┴┘ top
/// ```
///
/// Invariants:
///
/// 1. the count of an arena is the number of its blocks that are not dead;
/// 2. an arena without such blocks is the current one and has no more than its first chunk;
/// 3. dead blocks tile what other blocks leave of a chunk below its top.
///
/// Allocating and freeing take constant time; to give an arena back, a step for each chunk. One
/// block that lives keeps its whole arena.
public final class Arenas implements BackedAllocator {
  private static final Option END =
      Option.bytes(
              "end",
              "bytes after which an arena ends although no phase does",
              "256K",
              Backing.PAGE_BYTES,
              Long.MAX_VALUE)
          .tried("8K", "4M");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "arena",
              Family.REGION,
              "Hanson, Fast Allocation and Deallocation of Memory Based on Object Lifetimes, 1990",
              Arenas::new)
          .can(Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(END, DirtyPages.OPTION, AlignmentRule.OPTION);

  private static final int CHUNK_PAGES = 4;

  /// A larger block gets a chunk of its own, and the current chunk is used on.
  private static final long MAX_SHARED_BYTES = PageSupply.bytes(CHUNK_PAGES) / 4;

  private final PageSupply supply;
  private final Chunks chunks;
  private final AlignmentRule rule;
  private final long endBytes;

  /// The current arena; 0 while there is none.
  private int arena;

  /// The current chunk, or 0, and where its free bytes are.
  private int chunk;

  private long top;
  private long end;

  private long arenaBytes;

  /// The end of the highest chunk that there was.
  private long highest;

  private Arenas(long limitBytes, Options options) {
    this(limitBytes, AlignmentRule.of(options), options.bytes(END));
    backing().keepDirty(options);
  }

  /// @param endBytes after how many bytes an arena ends although no phase does
  public Arenas(long limitBytes, AlignmentRule rule, long endBytes) {
    this.supply = new PageSupply(limitBytes);
    this.chunks = new Chunks(supply);
    this.rule = rule;
    this.endBytes = endBytes;
  }

  @Override
  public Backing backing() {
    return supply.backing();
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Math.max(Alignment.require(alignment), rule.boundary(size));
    if (size < 0 || size > PageSupply.bytes(supply.pages())) return NULL;
    long bytes = payloadBytes(size);
    long payload = Alignment.up(top + Chunks.BLOCK_HEADER_BYTES, boundary);
    if (payload + bytes > end) return mallocSlow(bytes, boundary);
    return place(payload, bytes);
  }

  /// Puts a block into the current chunk.
  private long place(long payload, long bytes) {
    Chunks.setDead(top, payload - Chunks.BLOCK_HEADER_BYTES);
    top = payload + bytes;
    return counted(payload, bytes);
  }

  private long counted(long payload, long bytes) {
    Chunks.setUsed(payload, arena, bytes);
    chunks.setLive(arena, chunks.live(arena) + 1);
    arenaBytes += bytes;
    return payload;
  }

  private long mallocSlow(long bytes, long boundary) {
    if (arenaBytes >= endBytes) phase();
    long room = Chunks.HEADER_BYTES + Chunks.BLOCK_HEADER_BYTES + bytes + boundary;
    int pages = (int) (Backing.wholePages(room) >>> Backing.LOG_PAGE_BYTES);
    boolean isShared = bytes <= MAX_SHARED_BYTES;
    int next = isShared ? addChunk(CHUNK_PAGES) : 0;
    if (next == 0) next = addChunk(pages);
    if (next == 0) return NULL;
    long start = chunks.start(next);
    long payload = Alignment.up(start + Chunks.BLOCK_HEADER_BYTES, boundary);
    if (isShared) {
      retire();
      chunk = next;
      top = start;
      end = chunks.end(next);
      return place(payload, bytes);
    }
    Chunks.setDead(start, payload - Chunks.BLOCK_HEADER_BYTES);
    Chunks.setDead(payload + bytes, chunks.end(next));
    return counted(payload, bytes);
  }

  /// @return 0 when there is no memory for it
  private int addChunk(int pages) {
    int next = supply.allocate(pages);
    if (next == 0) return 0;
    highest = Math.max(highest, chunks.end(next));
    if (arena == 0) {
      arena = next;
      chunks.begin(next);
    } else {
      chunks.add(arena, next);
    }
    return next;
  }

  /// Closes the current chunk, if there is one.
  private void retire() {
    if (chunk != 0) Chunks.setDead(top, end);
    chunk = 0;
    top = 0;
    end = 0;
  }

  /// Ends the current arena.
  @Override
  public void phase() {
    retire();
    if (arena != 0 && chunks.live(arena) == 0) chunks.release(arena);
    arena = 0;
    arenaBytes = 0;
  }

  /// Frees all blocks of the current arena at once: those allocated since the last phase ended, or
  /// since the arena before had its bytes.
  public void destroy() {
    if (arena != 0) chunks.setLive(arena, 0);
    phase();
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    require(address);
    Chunks.die(address);
    int owner = Chunks.arena(address);
    long live = chunks.live(owner) - 1;
    chunks.setLive(owner, live);
    if (live > 0) return;
    if (owner == arena) empty();
    else chunks.release(owner);
  }

  /// Begins the current arena again, in its first chunk unless that is a large block's.
  private void empty() {
    if (supply.size(arena) != CHUNK_PAGES) {
      phase();
      return;
    }
    chunks.releaseRest(arena);
    chunk = arena;
    top = chunks.start(chunk);
    end = chunks.end(chunk);
    arenaBytes = 0;
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
    Chunks.setUsed(address, arena, bytes);
    top = address + bytes;
    return true;
  }

  private static long payloadBytes(long size) {
    return Alignment.up(Math.max(size, 1), MIN_ALIGNMENT);
  }

  @Override
  public long usableSize(long address) {
    require(address);
    return Chunks.bytes(address);
  }

  private void require(long address) {
    long header = address - Chunks.BLOCK_HEADER_BYTES;
    if (header < baseAddress() || address > highest || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    if (!backing().isCommittedAt(header) || !Chunks.isUsed(address)) {
      throw new MisuseException(Kind.DOUBLE_FREE, address);
    }
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("pages", baseAddress(), PageSupply.bytes(supply.top() - 1));
    for (int run = 1; run < supply.top(); run += supply.size(run)) {
      if (supply.isUsed(run)) {
        chunks.show(run, run == chunk ? top : chunks.end(run), visitor);
      } else {
        long address = supply.address(run);
        long bytes = PageSupply.bytes(supply.size(run));
        visitor.free(address, bytes, backing().committedBytes(address, bytes));
      }
    }
    supply.walkTable(visitor);
  }
}
