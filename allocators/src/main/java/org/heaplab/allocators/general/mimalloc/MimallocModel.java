package org.heaplab.allocators.general.mimalloc;

import static org.heaplab.allocators.general.mimalloc.SliceRecords.FREE_SPAN;
import static org.heaplab.allocators.general.mimalloc.SliceRecords.LARGE_BLOCK;

import java.util.HashSet;
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
import org.heaplab.allocators.mechanism.CommittedWalk;
import org.heaplab.allocators.mechanism.HeapClock;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A model of mimalloc 2.0: free lists are sharded by pages of 64 or 512 KiB that each hold blocks
/// of one size, and pages are runs of slices of segments of 32 MiB. A block of more than 128 KiB is
/// a run of slices of its own, one of more than 16 MiB has segments of its own.
///
/// From: Leijen, Zorn & de Moura, *Mimalloc: Free List Sharding in Action*, 2019; constants, and
/// segments of slices, from version 2.0.9.
///
/// ```text
///    bins       8 ─▶ page ⇄ page     16 ─▶ page     …     131072 ─▶ –
///                     │       │             │
///    segment    ├───┬─────┬──────┬───────────┬─────────────┬──────┬ ─ ─ ┤
///               │ H │ 8 … │ 8 …  │ 16 …      │ large block │ free │     │   H: records of slices
///               └───┴─────┴──────┴───────────┴─────────────┴──────┴ ─ ─ ┘
/// ```
///
/// It differs from the original in this: a block with a larger alignment is one of a bin whose
/// blocks all have it, instead of a part of a larger one. What limits it has no counterpart there:
/// when memory runs out, all free slices are given back, and at last a block of a larger bin
/// serves.
///
/// Time is what the client says, and 50 ns for each operation in between.
///
/// Blocks of 16 bytes and more are aligned to 16, whatever the option `align` says. Invariants and
/// costs stand with the parts.
public final class MimallocModel implements BackedAllocator {
  private static final Option DELAY =
      Option.whole(
              "delay",
              "milliseconds after which slices that became free are given back",
              25,
              0,
              1_000_000_000)
          .tried(0, 1_000);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "mimalloc-model",
              Family.GENERAL,
              "Leijen, Zorn & de Moura, Mimalloc: Free List Sharding in Action, 2019",
              MimallocModel::new)
          .can(Capability.REUSES, Capability.COUNTS, Capability.LIMITS, Capability.SCALES)
          .can(Capability.LEAVES_UNTOUCHED)
          .detects(Kind.FOREIGN_ADDRESS)
          .with(DELAY, AlignmentRule.OPTION)
          .modelOf("mimalloc");

  private static final long FEWEST_ADDRESSES = 4 * SliceRecords.SEGMENT_BYTES;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// Larger blocks have segments of their own.
  private static final long MOST_IN_SEGMENT = SliceRecords.SEGMENT_BYTES / 2;

  private static final int SLICE_BYTES = MimallocSizes.SLICE_BYTES;

  /// Beyond it, blocks of a page are not shifted, and so can have every alignment.
  private static final long LEAST_UNSHIFTED = 1025;

  /// To what the first blocks of pages are aligned that are shifted.
  private static final long SHIFTED_ALIGNMENT = 128;

  /// Offsets in a page have fewer bits than this by far.
  private static final int LOG_INVERSE = 32;

  private final Backing backing;
  private final HeapClock clock = new HeapClock();
  private final Segments segments;
  private final SliceSpans spans;
  private final BlockPages pages;
  private final long mostBytes;

  /// An offset in a page times this, without its low bits, is the number of the block.
  private final long[] inverse = new long[MimallocSizes.BINS];

  private MimallocModel(long limitBytes, Options options) {
    this(limitBytes, options.whole(DELAY));
  }

  MimallocModel(long limitBytes, long delayMillis) {
    long addresses = Backing.sparseAddressesFor(limitBytes, FEWEST_ADDRESSES);
    mostBytes = Alignment.up(addresses, SliceRecords.SEGMENT_BYTES);
    backing = new Backing(mostBytes, limitBytes);
    int most = (int) (mostBytes >>> SliceRecords.LOG_SEGMENT_BYTES);
    segments = new Segments(backing, clock, most, delayMillis * NANOS_PER_MILLI);
    spans = new SliceSpans(backing, segments);
    pages = new BlockPages(backing, spans);
    for (int bin = 1; bin < MimallocSizes.BINS; bin++) {
      inverse[bin] = ((1L << LOG_INVERSE) - 1) / MimallocSizes.bytes(bin) + 1;
    }
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public void passTime(long nanos) {
    clock.passTo(nanos);
  }

  @Override
  public long inspections() {
    return pages.inspections() + spans.inspections();
  }

  @Override
  public long malloc(long size) {
    return place(size, size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return malloc(size, alignment, size);
  }

  /// A block whose size is a multiple of the alignment has it, where the first of its page has it.
  @Override
  public long malloc(long size, long alignment, long touched) {
    long boundary = Alignment.require(alignment);
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    long least = boundary > SHIFTED_ALIGNMENT ? Math.max(size, LEAST_UNSHIFTED) : Math.max(size, 1);
    return place(Alignment.up(least, boundary), touched);
  }

  private long place(long size, long touched) {
    clock.tick();
    long address = take(size);
    if (address != NULL && hasAll(address, touched)) return address;
    return placeSlow(size, touched, address);
  }

  private long take(long size) {
    if (Long.compareUnsigned(size, MimallocSizes.MAX_BYTES) <= 0) {
      return pages.take(MimallocSizes.binFor(Math.max((int) size, 1)));
    }
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    long bytes = MimallocSizes.largeBytes(size);
    return bytes <= MOST_IN_SEGMENT ? largeBlock(bytes) : hugeBlock(bytes);
  }

  private long largeBlock(long bytes) {
    long span = spans.allocate(MimallocSizes.largeSlices(bytes), LARGE_BLOCK);
    if (span == 0) return NULL;
    SliceRecords.setBytes(span, bytes);
    return SliceRecords.start(span);
  }

  private long hugeBlock(long bytes) {
    long all = Alignment.up(bytes + SLICE_BYTES, SliceRecords.SEGMENT_BYTES);
    long segment = segments.allocate((int) (all >>> SliceRecords.LOG_SEGMENT_BYTES));
    if (segment == 0) return NULL;
    if (!SliceRecords.commit(backing, segment, 1, 1)) {
      segments.free(segment);
      return NULL;
    }
    long span = SliceRecords.place(segment, 1, 1, LARGE_BLOCK);
    SliceRecords.setStart(span, segment + SLICE_BYTES);
    SliceRecords.setBytes(span, bytes);
    return segment + SLICE_BYTES;
  }

  /// Memory has run out: gives back what no client has, and tries again.
  private long placeSlow(long size, long touched, long taken) {
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    if (taken != NULL) giveBack(spanAt(taken), taken);
    giveBackAll();
    long address = take(size);
    if (address != NULL && hasAll(address, touched)) return address;
    if (address != NULL) giveBack(spanAt(address), address);
    giveBackAll();
    if (size > MimallocSizes.MAX_BYTES) return NULL;
    int least = MimallocSizes.binFor(Math.max((int) size, 1));
    // The size is a multiple of the alignment that was asked for, and so of all that it may need.
    long alignment = Math.min(Long.lowestOneBit(Math.max(size, 1)), MAX_ALIGNMENT);
    for (int bin = least; bin < MimallocSizes.BINS; bin++) {
      long start = MimallocSizes.shift(bin);
      if (!Alignment.holds(MimallocSizes.bytes(bin) | start, alignment)) continue;
      address = pages.takeOfPresent(bin);
      if (address == NULL) continue;
      if (hasAll(address, touched)) return address;
      giveBack(spanAt(address), address);
    }
    return NULL;
  }

  private void giveBackAll() {
    pages.collectRetired(true);
    segments.giveBackAll();
  }

  /// Commits what the client is going to use of a block.
  private boolean hasAll(long address, long touched) {
    return backing.commit(address, Math.max(touched, 1));
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    clock.tick();
    giveBack(require(address), address);
  }

  private void giveBack(long span, long address) {
    int bin = SliceRecords.bin(span);
    if (bin != LARGE_BLOCK) pages.free(span, bin, address);
    else if (SliceRecords.bytes(span) <= MOST_IN_SEGMENT) spans.free(span);
    else segments.free(SliceRecords.segment(backing, span));
  }

  @Override
  public long realloc(long address, long size) {
    return realloc(address, size, size);
  }

  /// A block stays while it is large enough and at least half of it is needed.
  @Override
  public long realloc(long address, long size, long touched) {
    long old = usableSize(address);
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    boolean stays = size > 0 && size <= old && size >= old / 2;
    if (stays) return hasAll(address, touched) ? address : NULL;
    long moved = place(size, touched);
    if (moved == NULL) return size <= old && hasAll(address, touched) ? address : NULL;
    long kept = Math.min(Math.min(old, size), touched);
    Memory.copy(address, moved, backing.committedPrefix(address, kept));
    free(address);
    return moved;
  }

  @Override
  public long usableSize(long address) {
    return SliceRecords.bytes(require(address));
  }

  /// The span of the block that begins at an address. Whether a block of a page is used, nothing
  /// says.
  private long require(long address) {
    long span = spanAt(address);
    int bin = span == 0 ? FREE_SPAN : SliceRecords.bin(span);
    if (bin == FREE_SPAN || !Alignment.holds(address, MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    long offset = address - SliceRecords.start(span);
    if (bin == LARGE_BLOCK) {
      if (offset == 0) return span;
      throw new MisuseException(Kind.INTERIOR_ADDRESS, address);
    }
    long block = (offset * inverse[bin]) >>> LOG_INVERSE;
    boolean isStart =
        block * SliceRecords.bytes(span) == offset && block < SliceRecords.ready(span);
    if (offset < 0 || !isStart) throw new MisuseException(Kind.INTERIOR_ADDRESS, address);
    return span;
  }

  /// The span that an address lies in, or 0.
  private long spanAt(long address) {
    long segment = segments.at(address);
    int slice = (int) ((address - segment) >>> MimallocSizes.LOG_SLICE_BYTES);
    if (segment == 0 || slice == 0) return 0;
    long record = SliceRecords.record(segment, slice);
    if (!backing.isCommittedAt(record)) return 0;
    long span = SliceRecords.spanOf(record);
    long first = SliceRecords.slice(segment, span);
    return slice < first + SliceRecords.count(span) ? span : 0;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    var walk = new CommittedWalk(backing, visitor);
    segments.walk(walk, (segment, bytes) -> showSegment(segment, bytes, walk));
    backing.walkBitmap(visitor);
  }

  private static void showSegment(long segment, long bytes, CommittedWalk walk) {
    walk.metadata(segment, SLICE_BYTES);
    long at = segment + SLICE_BYTES;
    while (at < segment + bytes) {
      int slice = (int) ((at - segment) >>> MimallocSizes.LOG_SLICE_BYTES);
      long span = SliceRecords.record(segment, slice);
      boolean isHuge =
          SliceRecords.bin(span) == LARGE_BLOCK && SliceRecords.bytes(span) > MOST_IN_SEGMENT;
      long length = isHuge ? segment + bytes - at : (long) SliceRecords.count(span) * SLICE_BYTES;
      showSpan(span, at, length, walk);
      at += length;
    }
  }

  private static void showSpan(long span, long start, long length, CommittedWalk walk) {
    switch (SliceRecords.bin(span)) {
      case FREE_SPAN -> walk.free(start, length);
      case LARGE_BLOCK -> {
        long bytes = SliceRecords.bytes(span);
        walk.used(start, bytes);
        walk.free(start + bytes, length - bytes);
      }
      default -> showPage(span, start, length, walk);
    }
  }

  private static void showPage(long page, long start, long length, CommittedWalk walk) {
    var free = new HashSet<Long>();
    BlockPages.gather(page, free);
    if (SliceRecords.used(page) + free.size() != SliceRecords.ready(page)) {
      throw new BrokenHeapException(
          "used blocks and those in both lists are the ready ones: " + free.size());
    }
    long bytes = SliceRecords.bytes(page);
    long block = SliceRecords.start(page);
    walk.metadata(start, block - start);
    for (int i = 0; i < SliceRecords.ready(page); i++, block += bytes) {
      if (free.contains(block)) walk.free(block, bytes);
      else walk.used(block, bytes);
    }
    walk.free(block, start + length - block);
  }
}
