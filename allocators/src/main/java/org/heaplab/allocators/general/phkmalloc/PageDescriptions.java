package org.heaplab.allocators.general.phkmalloc;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// What is known of a page of chunks: chunks of one size, a power of two, from the page's start on.
/// A bit for each says whether it is free. The description lies in the page itself, instead of its
/// first chunks, where a chunk has at most twice its bytes; otherwise in a chunk of another page.
///
/// ```text
///     0                8          12       16        20       24
///     ├────────────────┼──────────┼────────┼─────────┼────────┼──────────── ─ ─ ─
///     │ address of the │ log of   │ free   │ all     │ hint   │ bits, 1: free
///     │ page           │ the size │ chunks │ chunks  │        │
///     └────────────────┴──────────┴────────┴─────────┴────────┴──────────── ─ ─ ─
/// ```
///
/// A description is named by its address. All chunks are those that clients may have. It has as
/// many bytes as in the original on machines of 64 bits; there, lists of pages need some of them.
///
/// Invariants:
///
/// 1. the number of free chunks is the number of bits that are set;
/// 2. no word of bits before the one that the hint names has a bit that is set.
final class PageDescriptions {
  static final int LOG_MIN_BYTES = 4;
  static final int LOG_MAX_BYTES = Backing.LOG_PAGE_BYTES - 1;

  private static final long ADDRESS = 0;
  private static final long LOG_SIZE = 8;
  private static final long FREE = 12;
  private static final long ALL = 16;
  private static final long HINT = 20;
  private static final long BITS = 24;

  private static final int LOG_WORD_BITS = 5;
  private static final int WORD_BITS = 1 << LOG_WORD_BITS;

  private final PageDirectory directory;
  private long inspections;

  PageDescriptions(PageDirectory directory) {
    this.directory = directory;
  }

  /// Words of bits that were read to find a free chunk, since the heap was made.
  long inspections() {
    return inspections;
  }

  /// How many chunks of a size a page has room for.
  private static int places(int log) {
    return 1 << (Backing.LOG_PAGE_BYTES - log);
  }

  private static int words(int log) {
    return (places(log) + WORD_BITS - 1) >>> LOG_WORD_BITS;
  }

  /// Bytes of the description of a page with chunks of a size.
  static long bytes(int log) {
    return BITS + (long) words(log) * Integer.BYTES;
  }

  /// Whether it lies in the page itself.
  static boolean isInPage(int log) {
    return 1L << log <= 2 * bytes(log);
  }

  /// The first chunks of a page that are its description.
  private static int ownChunks(int log) {
    return isInPage(log) ? (int) ((bytes(log) - 1) >>> log) + 1 : 0;
  }

  /// Describes a page whose chunks are all free.
  void format(long description, int page, int log) {
    int own = ownChunks(log);
    int all = places(log) - own;
    Memory.putLong(description + ADDRESS, directory.address(page));
    Memory.putInt(description + LOG_SIZE, log);
    Memory.putInt(description + FREE, all);
    Memory.putInt(description + ALL, all);
    Memory.putInt(description + HINT, 0);
    int bits = places(log) < WORD_BITS ? (1 << places(log)) - 1 : -1;
    for (int word = 0; word < words(log); word++) Memory.putInt(wordAt(description, word), bits);
    Memory.putInt(wordAt(description, 0), bits & -1 << own);
    directory.describe(page, description);
  }

  private static long wordAt(long description, int word) {
    return description + BITS + (long) word * Integer.BYTES;
  }

  private static void setFree(long description, int chunk) {
    long word = wordAt(description, chunk >>> LOG_WORD_BITS);
    Memory.putInt(word, Memory.getInt(word) | 1 << chunk);
  }

  static boolean isFree(long description, int chunk) {
    return (Memory.getInt(wordAt(description, chunk >>> LOG_WORD_BITS)) & 1 << chunk) != 0;
  }

  /// Whether a chunk is part of the description.
  static boolean isOwn(long description, int chunk) {
    return chunk < ownChunks(logSize(description));
  }

  static long address(long description) {
    return Memory.getLong(description + ADDRESS);
  }

  static int logSize(long description) {
    return Memory.getInt(description + LOG_SIZE);
  }

  /// How many chunks are free.
  static int free(long description) {
    return Memory.getInt(description + FREE);
  }

  static boolean isAllFree(long description) {
    return free(description) == Memory.getInt(description + ALL);
  }

  /// Uses the free chunk with the lowest address; there is one.
  ///
  /// @return its address
  long take(long description) {
    int hint = Memory.getInt(description + HINT);
    int word = hint;
    int bits = Memory.getInt(wordAt(description, word));
    inspections++;
    while (bits == 0) {
      bits = Memory.getInt(wordAt(description, ++word));
      inspections++;
    }
    Memory.putInt(wordAt(description, word), bits & bits - 1);
    if (word != hint) Memory.putInt(description + HINT, word);
    Memory.putInt(description + FREE, free(description) - 1);
    int chunk = (word << LOG_WORD_BITS) + Integer.numberOfTrailingZeros(bits);
    return address(description) + ((long) chunk << logSize(description));
  }

  /// Makes a used chunk free.
  static void giveBack(long description, int chunk) {
    int word = chunk >>> LOG_WORD_BITS;
    setFree(description, chunk);
    if (word < Memory.getInt(description + HINT)) Memory.putInt(description + HINT, word);
    Memory.putInt(description + FREE, free(description) + 1);
  }

  /// Whether a used chunk is the description of a page.
  boolean isDescription(long chunk) {
    long page = directory.pageAt(address(chunk));
    return directory.has(page) && directory.word((int) page) == chunk;
  }
}
