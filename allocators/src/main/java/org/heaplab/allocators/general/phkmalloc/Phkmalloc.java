package org.heaplab.allocators.general.phkmalloc;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Log2;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// A malloc made for virtual memory: it works in pages, and touches as few of them as it can. A
/// request of at most half a page is rounded to a power of two, and gets a chunk of a page of such
/// chunks; a larger one gets whole pages. Nothing is written into free memory, and no block of at
/// most a page lies in two. FreeBSD's malloc of the 1990s.
///
/// From: Kamp, *Malloc(3) Revisited*, 1998.
///
/// ```text
///    pages     ├───────────────┬───────────────────────────────┬───────────────┬────────────┤
///              │ D 64 64 64 64 │ 5000 bytes                    │ 1024 1024 …   │ free       │
///              └───────────────┴───────────────────────────────┴───────────────┴────────────┘
///    page directory   D              first          follows      a description    free
/// ```
///
/// A request for a chunk takes the lowest free one of the lowest page that has one of its size. A
/// new page, like a request for pages, takes the first pages of the first free run that is large
/// enough ([PageDirectory]), and else those at the top of the heap, behind what is free there. A
/// page without used chunks is free at once. A block is resized in place while more than half of
/// its chunk, or its last page, is needed.
///
/// Invariants:
///
/// 1. a page of chunks has at least one that is used;
/// 2. it is among the pages with room exactly when it has one that is free;
/// 3. the description of a page with large chunks is itself a used chunk, and counts as metadata.
///
/// Unlike in the original, a request for a chunk takes a free one of a larger size when there is no
/// memory for another page. Every [AlignmentRule] holds, as chunks are aligned to their size.
///
/// Allocating and freeing a chunk takes constant time, at most all bits of a page; a page that is
/// taken or given back costs what the directory costs.
public final class Phkmalloc implements BackedAllocator {
  private static final Option CACHE =
      Option.bytes(
              "cache",
              "free bytes at the top of the heap that are kept",
              "64K",
              0,
              Backing.MAX_BYTES)
          .tried(0, 8192);

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "phkmalloc", Family.GENERAL, "Kamp, Malloc(3) Revisited, 1998", Phkmalloc::new)
          .can(Capability.REUSES, Capability.RELEASES, Capability.COUNTS, Capability.LIMITS)
          .can(Capability.SCALES)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS, Kind.INTERIOR_ADDRESS)
          .with(CACHE, AlignmentRule.OPTION);

  private static final int LOG_MIN_BYTES = PageDescriptions.LOG_MIN_BYTES;
  private static final int LOG_MAX_BYTES = PageDescriptions.LOG_MAX_BYTES;
  private static final long MIN_CHUNK_BYTES = 1L << LOG_MIN_BYTES;
  private static final long MAX_CHUNK_BYTES = 1L << LOG_MAX_BYTES;

  /// Chunks that hold the descriptions of pages of large chunks.
  private static final int LOG_DESCRIPTION_BYTES = log(PageDescriptions.bytes(LOG_MAX_BYTES));

  private final PageDirectory directory;
  private final PageDescriptions descriptions;
  private final PagesWithRoom withRoom;

  private Phkmalloc(long limitBytes, Options options) {
    directory = new PageDirectory(limitBytes, options.bytes(CACHE));
    descriptions = new PageDescriptions(directory);
    withRoom = directory.withRoom();
  }

  @Override
  public Backing backing() {
    return directory.backing();
  }

  @Override
  public long inspections() {
    return descriptions.inspections();
  }

  @Override
  public long malloc(long size) {
    if (Long.compareUnsigned(size, MAX_CHUNK_BYTES) > 0) return pages(size);
    int log = log(size);
    long chunk = chunk(log);
    return chunk != NULL ? chunk : largerChunk(log);
  }

  /// A chunk is aligned to its size, and a page to all that may be asked for.
  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    return malloc(size < 0 ? size : Math.max(size, boundary));
  }

  private static int log(long size) {
    return Log2.ceiling(Math.max(size, MIN_CHUNK_BYTES));
  }

  /// @return NULL when there is no free chunk of this size and no page for more
  private long chunk(int log) {
    int page = withRoom.first(log);
    if (page == 0) {
      page = addPage(log);
      if (page == 0) return NULL;
    }
    return take(page, log);
  }

  private long take(int page, int log) {
    long description = directory.word(page);
    long chunk = descriptions.take(description);
    if (PageDescriptions.free(description) == 0) withRoom.remove(log, page);
    return chunk;
  }

  private long largerChunk(int log) {
    for (int larger = log + 1; larger <= LOG_MAX_BYTES; larger++) {
      int page = withRoom.first(larger);
      if (page != 0) return take(page, larger);
    }
    return NULL;
  }

  /// A page of free chunks.
  ///
  /// @return 0 when there is no memory for it or its description
  private int addPage(int log) {
    int page = directory.allocate(1);
    if (page == 0) return 0;
    long description =
        PageDescriptions.isInPage(log) ? directory.address(page) : chunk(LOG_DESCRIPTION_BYTES);
    if (description == NULL) {
      directory.release(page, 1);
      return 0;
    }
    descriptions.format(description, page, log);
    withRoom.add(log, page);
    return page;
  }

  private long pages(long size) {
    if (size < 0 || size > directory.mostBytes()) return NULL;
    int page = directory.allocate((int) (Backing.wholePages(size) >>> Backing.LOG_PAGE_BYTES));
    return page == 0 ? NULL : directory.address(page);
  }

  @Override
  public void free(long address) {
    if (address == NULL) return;
    int page = requirePage(address);
    long word = directory.word(page);
    if (PageDirectory.isDescription(word)) {
      freeChunk(page, word, requireChunk(word, address));
    } else {
      directory.release(page, requireBlock(word, address));
    }
  }

  private void freeChunk(int page, long description, int chunk) {
    int log = PageDescriptions.logSize(description);
    PageDescriptions.giveBack(description, chunk);
    if (PageDescriptions.free(description) == 1) withRoom.add(log, page);
    if (!PageDescriptions.isAllFree(description)) return;
    withRoom.remove(log, page);
    directory.release(page, 1);
    if (!PageDescriptions.isInPage(log)) freeDescription(description);
  }

  private void freeDescription(long description) {
    int page = (int) directory.pageAt(description);
    long owner = directory.word(page);
    freeChunk(page, owner, place(owner, description));
  }

  @Override
  public long realloc(long address, long size) {
    long held = usableSize(address);
    if (size < 0 || size > directory.mostBytes()) return NULL;
    if (isRightFor(size, held)) return address;
    long moved = BackedAllocator.super.realloc(address, size);
    return moved == NULL && size <= held ? address : moved;
  }

  /// Whether a block with these bytes is the right one for a request. A block of pages is until the
  /// last of them is not needed.
  private static boolean isRightFor(long size, long held) {
    if (size > held) return false;
    if (held > MAX_CHUNK_BYTES) return size > held - Backing.PAGE_BYTES;
    return size > held / 2 || held == MIN_CHUNK_BYTES;
  }

  @Override
  public long usableSize(long address) {
    long word = directory.word(requirePage(address));
    if (!PageDirectory.isDescription(word)) {
      return PageDirectory.bytes(requireBlock(word, address));
    }
    requireChunk(word, address);
    return 1L << PageDescriptions.logSize(word);
  }

  private int requirePage(long address) {
    long page = directory.pageAt(address);
    if (directory.has(page)) return (int) page;
    throw misuse(directory.had(page) ? Kind.DOUBLE_FREE : Kind.FOREIGN_ADDRESS, address);
  }

  /// @return the pages of the block that begins there
  private static int requireBlock(long word, long address) {
    boolean isFirst = PageDirectory.isFirst(word);
    if (isFirst && Alignment.holds(address, Backing.PAGE_BYTES)) return PageDirectory.pages(word);
    throw misuse(PageDirectory.isFree(word) ? Kind.DOUBLE_FREE : Kind.INTERIOR_ADDRESS, address);
  }

  /// @return which chunk of the page begins there
  private int requireChunk(long description, long address) {
    int chunk = place(description, address);
    boolean isStart = Alignment.holds(address, 1L << PageDescriptions.logSize(description));
    boolean isFree = PageDescriptions.isFree(description, chunk);
    if (!isFree && !isMetadata(description, chunk)) {
      if (isStart) return chunk;
      throw misuse(Kind.INTERIOR_ADDRESS, address);
    }
    throw misuse(isFree && isStart ? Kind.DOUBLE_FREE : Kind.FOREIGN_ADDRESS, address);
  }

  private static MisuseException misuse(Kind kind, long address) {
    boolean isAligned = Alignment.holds(address, MIN_ALIGNMENT);
    return new MisuseException(isAligned ? kind : Kind.FOREIGN_ADDRESS, address);
  }

  /// The chunk of a page that holds an address.
  private static int place(long description, long address) {
    return (int) (address & Backing.PAGE_BYTES - 1) >>> PageDescriptions.logSize(description);
  }

  /// Whether a used chunk is part of a description.
  private boolean isMetadata(long description, int chunk) {
    if (PageDescriptions.isOwn(description, chunk)) return true;
    if (PageDescriptions.logSize(description) != LOG_DESCRIPTION_BYTES) return false;
    long address = PageDescriptions.address(description) + ((long) chunk << LOG_DESCRIPTION_BYTES);
    return descriptions.isDescription(address);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("pages", baseAddress(), PageDirectory.bytes(directory.top() - 1L));
    for (int page = 1, count; page < directory.top(); page += count) {
      long word = directory.word(page);
      long address = directory.address(page);
      boolean isChunks = PageDirectory.isDescription(word);
      count = isChunks ? 1 : PageDirectory.pages(word);
      long bytes = PageDirectory.bytes(count);
      if (isChunks) walkChunks(word, address, visitor);
      else if (PageDirectory.isFree(word)) visitor.free(address, bytes, bytes);
      else visitor.used(address, address, bytes, 0);
    }
    directory.walk(visitor);
  }

  private void walkChunks(long description, long page, HeapVisitor visitor) {
    long bytes = 1L << PageDescriptions.logSize(description);
    for (int chunk = 0; chunk < Backing.PAGE_BYTES / bytes; chunk++) {
      long address = page + chunk * bytes;
      if (PageDescriptions.isFree(description, chunk)) {
        visitor.free(address, bytes, bytes);
        visitor.part(Part.FREE_SLOTS, bytes);
      } else if (isMetadata(description, chunk)) {
        visitor.metadata(address, bytes, bytes);
      } else {
        visitor.used(address, address, bytes, 0);
      }
    }
  }
}
