package org.heaplab.allocators.general.phkmalloc;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// What is known of a page of chunks: chunks of one size, a power of two, from the page's start on.
/// A bit for each says whether it is free. The description lies in the page itself, instead of its
/// first chunks, where a chunk has at most twice its bytes; otherwise in a chunk of another page.
///
/// ```text
///     0        4         8        12       16      20      24
///     ├────────┼─────────┼────────┼────────┼───────┼───────┼──────────── ─ ─ ─
///     │ left   │ right   │ page   │ log of │ free  │ all   │ bits, 1: free
///     │        │         │        │ size   │ chunks│ chunks│
///     └────────┴─────────┴────────┴────────┴───────┴───────┴──────────── ─ ─ ─
/// ```
///
/// A description is named by its address. All chunks are those that clients may have.
///
/// Invariant: the number of free chunks is the number of bits that are set.
final class PageDescriptions {
  static final int LOG_MIN_BYTES = 4;
  static final int LOG_MAX_BYTES = Backing.LOG_PAGE_BYTES - 1;

  static final long LEFT = 0;
  static final long RIGHT = 4;
  private static final long PAGE = 8;
  private static final long LOG_SIZE = 12;
  private static final long FREE = 16;
  private static final long ALL = 20;
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
    Memory.putInt(description + PAGE, page);
    Memory.putInt(description + LOG_SIZE, log);
    Memory.putInt(description + FREE, all);
    Memory.putInt(description + ALL, all);
    for (int word = 0; word < words(log); word++) {
      Memory.putInt(wordAt(description, word << LOG_WORD_BITS), 0);
    }
    for (int chunk = own; chunk < places(log); chunk++) setFree(description, chunk);
    directory.describe(page, description);
  }

  private static long wordAt(long description, int chunk) {
    return description + BITS + (long) (chunk >>> LOG_WORD_BITS) * Integer.BYTES;
  }

  private static void setFree(long description, int chunk) {
    long word = wordAt(description, chunk);
    Memory.putInt(word, Memory.getInt(word) | 1 << chunk);
  }

  static boolean isFree(long description, int chunk) {
    return (Memory.getInt(wordAt(description, chunk)) & 1 << chunk) != 0;
  }

  /// Whether a chunk is part of the description.
  static boolean isOwn(long description, int chunk) {
    return chunk < ownChunks(logSize(description));
  }

  static int page(long description) {
    return Memory.getInt(description + PAGE);
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
    int chunk = 0;
    long word = wordAt(description, 0);
    int bits = Memory.getInt(word);
    inspections++;
    while (bits == 0) {
      chunk += WORD_BITS;
      word += Integer.BYTES;
      bits = Memory.getInt(word);
      inspections++;
    }
    Memory.putInt(word, bits & bits - 1);
    Memory.putInt(description + FREE, free(description) - 1);
    chunk += Integer.numberOfTrailingZeros(bits);
    return directory.address(page(description)) + ((long) chunk << logSize(description));
  }

  /// Makes a used chunk free.
  static void giveBack(long description, int chunk) {
    setFree(description, chunk);
    Memory.putInt(description + FREE, free(description) + 1);
  }

  /// Whether a used chunk is the description of a page.
  boolean isDescription(long chunk) {
    int page = page(chunk);
    return directory.has(page) && directory.word(page) == chunk;
  }
}
