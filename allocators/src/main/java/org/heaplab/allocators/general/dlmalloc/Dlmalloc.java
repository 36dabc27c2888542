package org.heaplab.allocators.general.dlmalloc;

import static org.heaplab.allocators.general.dlmalloc.ChunkTags.HEAD_BYTES;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.MIN_BYTES;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A malloc for every program: best fit through bins, boundary tags, and a *top* at the end of the
/// heap that serves what no free chunk does. The base of ptmalloc, and so of glibc's malloc.
///
/// From: Lea, *A Memory Allocator*, 1996, and its version 2.8.6 of 2012, whose constants these are.
///
/// ```text
///    small bins     32 40 48 … 248         a list for each size
///    tree bins      256…383 384…511 …      a trie for each half of a power of two
///    victim         the rest of the chunk that a small request was last cut from
///
///    segment        ├──────┬────────┬──────┬──────┬────────┬──────┬─────────────┤
///                   │ used │ in bin │ used │ used │ victim │ used │ top         │
///                   └──────┴────────┴──────┴──────┴────────┴──────┴─────────────┘
/// ```
///
/// A request takes the first of these that serves it:
///
/// 1. a chunk of a bin, or the front of the victim ([FreeChunks] says which);
/// 2. the front of the top;
/// 3. from `mmap` bytes on, pages of its own ([MappedChunks]);
/// 4. the front of the top, which grows by further memory ([CoreAndMaps]).
///
/// A block that is freed coalesces with the free chunks that it touches; if one of them is the
/// victim or the top, they all become it. Of a top with more than `trim` bytes only the first part
/// is kept. A block with pages of its own gives them back as it is freed. A block is resized in
/// place when it shrinks or the chunk behind it is free, and if it has pages of its own, these may
/// move.
///
/// Invariants:
///
/// 1. no two free chunks touch;
/// 2. a free chunk is in exactly one bin, or is the victim, or the top;
/// 3. the top, once there is one, is the last chunk of the last segment and has at least a few
///    bytes.
///
/// Every operation takes constant time, or in a trie a step for each bit of a size, copies and the
/// system's work aside.
public final class Dlmalloc implements BackedAllocator {
  private static final Option TRIM =
      Option.bytes(
              "trim",
              "bytes at the end of the heap beyond which they are given back",
              "2M",
              0,
              Long.MAX_VALUE)
          .tried(0, 4096);

  private static final Option MMAP =
      Option.bytes(
              "mmap",
              "bytes from which on a block that nothing free serves gets pages of its own",
              "256K",
              SmallBins.LIMIT_BYTES,
              Long.MAX_VALUE)
          .tried("8K");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers("dlmalloc", Family.GENERAL, "Lea, A Memory Allocator, 1996", Dlmalloc::new)
          .can(Capability.REUSES, Capability.COALESCES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(TRIM, MMAP, CoreAndMaps.GRANULARITY, CoreAndMaps.SEGMENTS, AlignmentRule.OPTION)
          .modelOf("glibc");

  /// So many large chunks are freed between two searches for segments without used chunks.
  private static final int RELEASE_INTERVAL = 4095;

  private final CoreAndMaps memory;
  private final MappedChunks mapped;
  private final FreeChunks free = new FreeChunks();
  private final long quantum;
  private final long mostBytes;
  private final long trimBytes;
  private final long mmapBytes;

  /// 0 while there is none.
  private long top;

  private long topBytes;
  private int largeFrees;

  private Dlmalloc(long limitBytes, Options options) {
    memory = new CoreAndMaps(limitBytes, options);
    mapped = memory.mapped();
    quantum = AlignmentRule.of(options).bytes();
    mostBytes = memory.mostBytes();
    trimBytes = options.bytes(TRIM);
    mmapBytes = options.bytes(MMAP);
  }

  @Override
  public Backing backing() {
    return memory.backing();
  }

  @Override
  public long inspections() {
    return free.inspections() + memory.inspections();
  }

  @Override
  public long malloc(long size) {
    long bytes = chunkBytes(size);
    return bytes == 0 ? NULL : payload(allocate(bytes));
  }

  /// Bytes of the chunk for a request; 0 when there can never be so many.
  private long chunkBytes(long size) {
    if (size < 0 || size > mostBytes) return 0;
    return Math.max(MIN_BYTES, Alignment.up(size + HEAD_BYTES, quantum));
  }

  private static long payload(long chunk) {
    return chunk == 0 ? NULL : ChunkTags.payload(chunk);
  }

  /// A used chunk of these bytes, or a few more; 0 when there is no room or no memory for it.
  private long allocate(long bytes) {
    long chunk = free.take(bytes);
    if (chunk != 0) return chunk;
    return bytes < topBytes ? frontOfTop(bytes) : allocateSlow(bytes);
  }

  private long frontOfTop(long bytes) {
    long chunk = top;
    ChunkTags.setUsed(chunk, bytes);
    setTop(chunk + bytes, topBytes - bytes);
    return chunk;
  }

  private void setTop(long chunk, long bytes) {
    top = chunk;
    topBytes = bytes;
    ChunkTags.setTop(chunk, bytes);
  }

  private long allocateSlow(long bytes) {
    if (bytes >= mmapBytes && top != 0) {
      long chunk = mapped.map(bytes);
      if (chunk != 0) return chunk;
    }
    return growTop(bytes) ? frontOfTop(bytes) : 0;
  }

  /// Makes the top larger than so many bytes, where it is or in another segment.
  private boolean growTop(long bytes) {
    long needed = bytes + quantum;
    if (memory.extend(needed - topBytes)) {
      setTop(top, memory.fence() - top);
      return true;
    }
    if (!memory.add(needed)) return false;
    if (top != 0) retireTop();
    setTop(memory.firstChunk(), memory.fence() - memory.firstChunk());
    return true;
  }

  /// Makes the top a chunk like any other. If it is too small for one, nobody uses it again.
  private void retireTop() {
    if (topBytes < MIN_BYTES) {
      ChunkTags.setWhollyUsed(top, topBytes);
      return;
    }
    ChunkTags.setFree(top, topBytes);
    free.add(top, topBytes);
  }

  /// Cuts the block out of a chunk that has room for it wherever the alignment puts it.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    if (boundary <= quantum) return malloc(size);
    long bytes = chunkBytes(size);
    if (bytes == 0) return NULL;
    boundary = Math.max(boundary, MIN_BYTES);
    long chunk = allocate(bytes + boundary + MIN_BYTES);
    if (chunk == 0) return NULL;
    long lead = Alignment.gap(ChunkTags.payload(chunk), boundary);
    if (ChunkTags.isMapped(chunk)) return payload(mapped.advance(chunk, lead));
    if (lead > 0) {
      long front = chunk;
      chunk = cut(front, lead < MIN_BYTES ? lead + boundary : lead);
      release(front);
    }
    shorten(chunk, bytes);
    return payload(chunk);
  }

  /// Cuts a used chunk in two.
  ///
  /// @return the second
  private static long cut(long chunk, long bytes) {
    long rest = ChunkTags.size(chunk) - bytes;
    ChunkTags.resize(chunk, bytes);
    ChunkTags.setUsed(chunk + bytes, rest);
    return chunk + bytes;
  }

  /// Frees what a used chunk has beyond these bytes, if that is enough for a chunk.
  private void shorten(long chunk, long bytes) {
    if (ChunkTags.size(chunk) - bytes >= MIN_BYTES) release(cut(chunk, bytes));
  }

  @Override
  public long realloc(long address, long size) {
    long chunk = memory.require(address);
    long bytes = chunkBytes(size);
    if (bytes == 0) return NULL;
    if (ChunkTags.isMapped(chunk)) {
      long resized = bytes < SmallBins.LIMIT_BYTES ? 0 : mapped.resize(chunk, bytes);
      if (resized != 0) return payload(resized);
    } else if (bytes <= ChunkTags.size(chunk) || absorbNext(chunk, bytes)) {
      shorten(chunk, bytes);
      return address;
    }
    return BackedAllocator.super.realloc(address, size);
  }

  /// Grows a used chunk to at least these bytes by the free one behind it.
  ///
  /// @return false when there is none or it is too small, and then nothing has changed
  private boolean absorbNext(long chunk, long bytes) {
    long next = chunk + ChunkTags.size(chunk);
    if (next == top) return absorbTop(chunk, bytes);
    long size = ChunkTags.size(next);
    long rest = next + size - chunk - bytes;
    if (ChunkTags.isUsed(next) || rest < 0) return false;
    boolean wasVictim = free.remove(next, size);
    if (wasVictim && rest >= MIN_BYTES) {
      ChunkTags.resize(chunk, bytes);
      ChunkTags.setFree(chunk + bytes, rest);
      free.setVictim(chunk + bytes, rest);
    } else {
      ChunkTags.resize(chunk, bytes + rest);
      ChunkTags.setPreviousUsed(next + size);
    }
    return true;
  }

  private boolean absorbTop(long chunk, long bytes) {
    long rest = top + topBytes - chunk - bytes;
    if (rest <= 0) return false;
    ChunkTags.resize(chunk, bytes);
    setTop(chunk + bytes, rest);
    return true;
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    long chunk = memory.require(address);
    if (ChunkTags.isMapped(chunk)) mapped.unmap(chunk);
    else release(chunk);
  }

  /// Makes a used chunk free, and one with the free chunks that it touches.
  private void release(long chunk) {
    long start = chunk;
    long end = chunk + ChunkTags.size(chunk);
    boolean hasVictim = false;
    if (!ChunkTags.isPreviousUsed(chunk)) {
      start = chunk - ChunkTags.previousSize(chunk);
      hasVictim = free.remove(start, chunk - start);
      ChunkTags.setAbsorbed(chunk);
    }
    if (end == top) {
      setTop(start, end - start + topBytes);
      if (topBytes > trimBytes) trim();
      return;
    }
    if (!ChunkTags.isUsed(end)) {
      long size = ChunkTags.size(end);
      hasVictim |= free.remove(end, size);
      end += size;
    }
    ChunkTags.setFree(start, end - start);
    if (hasVictim) free.setVictim(start, end - start);
    else addFreed(start, end - start);
  }

  private void addFreed(long chunk, long bytes) {
    free.add(chunk, bytes);
    if (bytes < SmallBins.LIMIT_BYTES || ++largeFrees < RELEASE_INTERVAL) return;
    largeFrees = 0;
    releaseSegments();
  }

  /// Gives back the end of the top, but for its first part, and segments without used chunks.
  private void trim() {
    long granularity = memory.granularityBytes();
    long excess = (topBytes - 1) / granularity * granularity;
    if (excess > 0) {
      memory.shrink(excess);
      setTop(top, topBytes - excess);
    }
    releaseSegments();
  }

  private void releaseSegments() {
    memory.releaseUnused(chunk -> free.remove(chunk, ChunkTags.size(chunk)));
  }

  @Override
  public long usableSize(long address) {
    return ChunkTags.size(memory.require(address)) - HEAD_BYTES;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    memory.walk(visitor);
  }
}
