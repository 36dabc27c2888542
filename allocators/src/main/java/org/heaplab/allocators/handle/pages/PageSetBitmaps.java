package org.heaplab.allocators.handle.pages;

import org.heaplab.allocators.backing.Backing;

/// The memory of a few [PageSet]s. Their bitmaps are interleaved, so in a heap of up to 32 MiB one
/// page holds them all. A page of bitmaps is committed when it is first written. All of them are
/// given back when no set has a member.
///
/// ```text
///   set          0          1          2          3          0          1
///     ├──────────┼──────────┼──────────┼──────────┼──────────┼──────────┼─ ─
///     │ 0 – 8191 │ 0 – 8191 │ 0 – 8191 │ 0 – 8191 │ 8192 –   │ 8192 –   │
///     └──────────┴──────────┴──────────┴──────────┴──────────┴──────────┴─ ─
///      ◀────────────── one page ───────────────▶
/// ```
public final class PageSetBitmaps {
  private static final int LOG_SETS = 2;
  private static final int LOG_CHUNK_BYTES = Backing.LOG_PAGE_BYTES - LOG_SETS;
  private static final int LOG_CHUNK_WORDS = LOG_CHUNK_BYTES - 3;
  private static final int LOG_CHUNK_NUMBERS = LOG_CHUNK_BYTES + 3;
  private static final long CHUNK_WORD_MASK = (1L << LOG_CHUNK_WORDS) - 1;

  private final Backing backing;
  private final long bitmaps;
  private final long length;
  private long bytes;
  private long members;
  private int sets;

  /// @param bitmaps absolute address of the bitmaps
  /// @param length bytes of all bitmaps
  public PageSetBitmaps(Backing backing, long bitmaps, long length) {
    this.backing = backing;
    this.length = length;
    this.bitmaps = bitmaps;
  }

  /// Bytes for four sets of numbers below a bound.
  public static long bytesFor(long bound) {
    return (((bound - 1) >>> LOG_CHUNK_NUMBERS) + 1) << Backing.LOG_PAGE_BYTES;
  }

  /// Makes one more set. There may be four.
  public PageSet add() {
    if (sets == 1 << LOG_SETS)
      throw new IllegalStateException("there may be four page sets at most: " + (sets + 1));
    return new PageSet(this, sets++);
  }

  /// The absolute address of a word of a set.
  long address(int set, long word) {
    return bitmaps
        + ((((word >>> LOG_CHUNK_WORDS) << LOG_SETS) | set) << LOG_CHUNK_BYTES)
        + ((word & CHUNK_WORD_MASK) << 3);
  }

  /// Words of each set that have had memory since it was last given back.
  long words() {
    return HeapAreas.roundUp(bytes, Backing.PAGE_BYTES) >>> (LOG_SETS + 3);
  }

  /// The last word of a set on the page of this word.
  static long lastOfPage(long word) {
    return word | CHUNK_WORD_MASK;
  }

  /// Bytes of the bitmaps that are committed.
  public long committedBytes() {
    return backing.committedBytes(bitmaps, length);
  }

  boolean isCommitted(long address) {
    return backing.isCommittedAt(address);
  }

  /// Commits a word for one more member.
  ///
  /// @return false when the heap's limit leaves no room
  boolean addMember(long address) {
    if (!backing.commit(address, Long.BYTES)) return false;
    bytes = Math.max(bytes, address + Long.BYTES - bitmaps);
    members++;
    return true;
  }

  /// One member less. With the last one, the memory is given back.
  void removeMember() {
    if (--members > 0) return;
    backing.release(bitmaps, HeapAreas.roundUp(bytes, Backing.PAGE_BYTES));
    bytes = 0;
  }
}
