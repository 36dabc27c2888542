package org.heaplab.allocators.general.phkmalloc;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.Bitmap;

/// For each size of chunks, the pages that have a free one, in address order. In the original they
/// form a list, which is searched from its start for the place of a page. Here they are sets of
/// bits, with the same first page: a bit for each page, for each group of 64 pages that has one,
/// and for each block of 64 groups that has one. What is about one group or block lies together,
/// sizes side by side.
///
/// ```text
///    block    ├────────┬────────┬────────┬ ─ ─ ┬──────────┤
///             │ groups │ pages  │ pages  │     │ pages    │
///             └────────┴────────┴────────┴ ─ ─ ┴──────────┘
///                        0…63     64…127         4032…4095
///
///    each     ├────┬────┬────┬─────┬─────┬─────┬──────┬──────┤
///             │ 16 │ 32 │ 64 │ 128 │ 256 │ 512 │ 1024 │ 2048 │   a word of 64 bits for each size
///             └────┴────┴────┴─────┴─────┴─────┴──────┴──────┘
/// ```
///
/// Invariant: the bit of a group or block is set exactly when one of its pages' is.
///
/// Every operation takes constant time, but for passing over blocks of 16 MiB without such a page.
final class PagesWithRoom {
  private static final int SIZES =
      PageDescriptions.LOG_MAX_BYTES - PageDescriptions.LOG_MIN_BYTES + 1;
  private static final int LOG_GROUP = 6;
  private static final int LOG_BLOCK = 2 * LOG_GROUP;
  private static final int GROUPS = 1 << LOG_GROUP;

  private static final long ROW_BYTES = SIZES * Long.BYTES;
  private static final long BLOCK_BYTES = (1 + GROUPS) * ROW_BYTES;

  private final Backing backing;
  private final long base;
  private final long bytes;
  private final Bitmap[] blocks = new Bitmap[SIZES];
  private final int[] first = new int[SIZES];

  /// @param base its first address, at a page's start
  /// @param pages how many there can be; they are numbered from 1
  PagesWithRoom(Backing backing, long base, int pages) {
    this.backing = backing;
    this.base = base;
    this.bytes = bytesFor(pages);
    for (int size = 0; size < SIZES; size++) blocks[size] = new Bitmap((pages >>> LOG_BLOCK) + 1);
  }

  /// Bytes for so many pages, in whole pages.
  static long bytesFor(int pages) {
    if (pages == 0) return 0;
    long rows = 2L + (pages >>> LOG_GROUP & GROUPS - 1);
    return Backing.wholePages((pages >>> LOG_BLOCK) * BLOCK_BYTES + rows * ROW_BYTES);
  }

  /// Commits what more pages need.
  ///
  /// @return false when there is no memory for it
  boolean commit(int pages, int morePages) {
    return backing.commit(base + bytesFor(pages), bytesFor(morePages) - bytesFor(pages));
  }

  /// Gives back what fewer pages do not need.
  void release(int fewerPages, int pages) {
    backing.release(base + bytesFor(fewerPages), bytesFor(pages) - bytesFor(fewerPages));
  }

  private static int size(int log) {
    return log - PageDescriptions.LOG_MIN_BYTES;
  }

  /// Address of the word for the groups of a block.
  private long groups(int block, int size) {
    return base + block * BLOCK_BYTES + (long) size * Long.BYTES;
  }

  /// Address of the word for the pages of a group.
  private long pages(int group, int size) {
    return groups(group >>> LOG_GROUP, size) + (1 + (group & GROUPS - 1)) * ROW_BYTES;
  }

  /// The page with the lowest address that has a free chunk of a size, or 0.
  int first(int log) {
    return first[size(log)];
  }

  void add(int log, int page) {
    int size = size(log);
    int group = page >>> LOG_GROUP;
    int block = page >>> LOG_BLOCK;
    boolean isNew = set(pages(group, size), page) && set(groups(block, size), group);
    if (isNew) blocks[size].set(block);
    if (first[size] == 0 || page < first[size]) first[size] = page;
  }

  /// @return whether it is the only bit of its word now
  private static boolean set(long word, int bit) {
    long old = Memory.getLong(word);
    Memory.putLong(word, old | 1L << bit);
    return old == 0;
  }

  void remove(int log, int page) {
    int size = size(log);
    int group = page >>> LOG_GROUP;
    int block = page >>> LOG_BLOCK;
    boolean isEmpty = clear(pages(group, size), page) && clear(groups(block, size), group);
    if (isEmpty) blocks[size].clear(block);
    if (page == first[size]) first[size] = lowest(size, block);
  }

  /// @return whether its word has no bit now
  private static boolean clear(long word, int bit) {
    long rest = Memory.getLong(word) & ~(1L << bit);
    Memory.putLong(word, rest);
    return rest == 0;
  }

  /// The first page from a block on, or 0.
  private int lowest(int size, int from) {
    int block = blocks[size].firstFrom(from);
    if (block < 0) return 0;
    int group = (block << LOG_GROUP) + lowestBit(groups(block, size));
    return (group << LOG_GROUP) + lowestBit(pages(group, size));
  }

  private static int lowestBit(long word) {
    return Long.numberOfTrailingZeros(Memory.getLong(word));
  }

  void walk(HeapVisitor visitor) {
    visitor.area("pages with room", base, bytes);
    visitor.metadata(base, bytes, backing.committedBytes(base, bytes));
  }
}
