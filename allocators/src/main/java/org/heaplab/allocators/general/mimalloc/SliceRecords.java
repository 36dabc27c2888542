package org.heaplab.allocators.general.mimalloc;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Segments of 32 MiB, each of 512 slices of 64 KiB. The first slice of a segment has a record for
/// each of them; that of the first slice of a span is the record of the span. A span is a run of
/// slices: free, a page of blocks, or one large block. It is named by the address of its record.
///
/// ```text
///    segment ─▶ ┌────────┬─────────┬─────────┬─ ─ ─ ─┬─────────┬──────────┬──────────┬─ ─ ─ ─
///               │ header │ rec. 0  │ rec. 1  │       │ rec 511 │ slice 1  │ slice 2  │
///               └────────┴─────────┴─────────┴─ ─ ─ ─┴─────────┴──────────┴──────────┴─ ─ ─ ─
///                ◀───────────────── slice 0 ─────────────────▶
///
///    record    0       4       8      12       16     24      32      36      40      44
///              ├───────┬───────┬──────┬────────┬──────┬───────┬───────┬───────┬───────┬───────
///              │slices │ back  │ bin  │ retire │ free │ local │ used  │ ready │ blocks│
///              └───────┴───────┴──────┴────────┴──────┴───────┴───────┴───────┴───────┴───────
///              48      56      64                            72                              80
///              ├───────┬───────┬─────────────────────────────┬───────────────────────────────┤
///              │ next  │ prev. │ address of the first block  │ bytes of a block              │
///              └───────┴───────┴─────────────────────────────┴───────────────────────────────┘
/// ```
///
/// Back is how many slices before this one the span begins. It is right in the first and the last
/// slice of each span, and in all slices of a page.
final class SliceRecords {
  static final int LOG_SEGMENT_BYTES = 25;
  static final long SEGMENT_BYTES = 1L << LOG_SEGMENT_BYTES;
  static final int SLICES = 1 << (LOG_SEGMENT_BYTES - MimallocSizes.LOG_SLICE_BYTES);

  /// As in the original.
  static final int RECORD_BYTES = 80;

  /// Before the records.
  static final int HEADER_BYTES = 256;

  /// Instead of a bin.
  static final int FREE_SPAN = 0;

  static final int LARGE_BLOCK = MimallocSizes.BINS;

  private static final long COUNT = 0;
  private static final long BACK = 4;
  private static final long BIN = 8;
  private static final long RETIRE = 12;
  private static final long FREE = 16;
  private static final long LOCAL = 24;
  private static final long USED = 32;
  private static final long READY = 36;
  private static final long BLOCKS = 40;
  private static final long NEXT = 48;
  private static final long PREVIOUS = 56;
  private static final long START = 64;
  private static final long BYTES = 72;

  private SliceRecords() {}

  /// The record of a slice.
  static long record(long segment, int slice) {
    return segment + HEADER_BYTES + (long) slice * RECORD_BYTES;
  }

  /// The segment that a record lies in.
  static long segment(Backing backing, long record) {
    return record - (record - backing.base() & SEGMENT_BYTES - 1);
  }

  /// The number of the slice that a record is of.
  static int slice(long segment, long record) {
    return (int) (record - segment - HEADER_BYTES) / RECORD_BYTES;
  }

  /// Commits the records of some slices.
  static boolean commit(Backing backing, long segment, int slice, int count) {
    return backing.commit(record(segment, slice), (long) count * RECORD_BYTES);
  }

  /// Makes some slices a span.
  ///
  /// @param bin what it is
  /// @return its record
  static long place(long segment, int slice, int count, int bin) {
    long first = record(segment, slice);
    long last = record(segment, slice + count - 1);
    Memory.putInt(first + COUNT, count);
    Memory.putInt(first + BIN, bin);
    Memory.putInt(last + BACK, count - 1);
    Memory.putInt(first + BACK, 0);
    return first;
  }

  /// Lets all slices of a span know where it begins.
  static void placeInner(long span) {
    int count = count(span);
    for (int i = 1; i < count; i++) Memory.putInt(span + (long) i * RECORD_BYTES + BACK, i);
  }

  /// The span that a slice is of, as its record says.
  static long spanOf(long record) {
    return record - (long) Memory.getInt(record + BACK) * RECORD_BYTES;
  }

  /// Slices of a span.
  static int count(long span) {
    return Memory.getInt(span + COUNT);
  }

  static int bin(long span) {
    return Memory.getInt(span + BIN);
  }

  /// After how many rounds an empty page is freed; 0 for one that is in use, negative for one that
  /// is full.
  static int retire(long page) {
    return Memory.getInt(page + RETIRE);
  }

  static void setRetire(long page, int rounds) {
    Memory.putInt(page + RETIRE, rounds);
  }

  /// The first block of the list that requests are served from, or 0.
  static long free(long page) {
    return Memory.getLong(page + FREE);
  }

  static void setFree(long page, long block) {
    Memory.putLong(page + FREE, block);
  }

  /// The first block of the list that freed blocks go to, or 0.
  static long local(long page) {
    return Memory.getLong(page + LOCAL);
  }

  static void setLocal(long page, long block) {
    Memory.putLong(page + LOCAL, block);
  }

  /// Blocks that clients have.
  static int used(long page) {
    return Memory.getInt(page + USED);
  }

  static void setUsed(long page, int blocks) {
    Memory.putInt(page + USED, blocks);
  }

  /// Blocks that have been used or in a list.
  static int ready(long page) {
    return Memory.getInt(page + READY);
  }

  static void setReady(long page, int blocks) {
    Memory.putInt(page + READY, blocks);
  }

  /// Blocks that there is room for.
  static int blocks(long page) {
    return Memory.getInt(page + BLOCKS);
  }

  static void setBlocks(long page, int blocks) {
    Memory.putInt(page + BLOCKS, blocks);
  }

  static long next(long span) {
    return Memory.getLong(span + NEXT);
  }

  static void setNext(long span, long next) {
    Memory.putLong(span + NEXT, next);
  }

  static long previous(long span) {
    return Memory.getLong(span + PREVIOUS);
  }

  static void setPrevious(long span, long previous) {
    Memory.putLong(span + PREVIOUS, previous);
  }

  /// Where the first block begins.
  static long start(long span) {
    return Memory.getLong(span + START);
  }

  static void setStart(long span, long address) {
    Memory.putLong(span + START, address);
  }

  static long bytes(long span) {
    return Memory.getLong(span + BYTES);
  }

  static void setBytes(long span, long bytes) {
    Memory.putLong(span + BYTES, bytes);
  }
}
