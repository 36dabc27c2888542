package org.heaplab.allocators.handle;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// When to compact, and how much: the parameters that the ablations vary.
///
/// @param entryBytes from one entry of the handle table to the next
/// @param granuleBytes what sizes are rounded up to a multiple of
/// @param pageBytes of a slab page
/// @param maxSmallGranules the largest block, in granules, that lives in a slab page
/// @param headroom share of the footprint that may be free before compaction starts
/// @param moves bytes that compaction on its own may move for each byte allocated, times the share
///   of the footprint that is free
/// @param fullestLevel pages above this level of occupancy, out of [SlabLayout#LEVELS], are left
///   alone
/// @param looksPerTick entries, pages or extents that compaction may look at each time it gets a
///   turn, which bounds its pauses
/// @param readyShare what the [Magazines] may keep, as a share of the footprint
/// @param reusesHoles whether a new block may lie where another one was freed
/// @param release when free pages go back to the system
/// @param automatic whether the heap compacts on its own at all
record Policy(
    int entryBytes,
    int granuleBytes,
    int pageBytes,
    int maxSmallGranules,
    double headroom,
    double moves,
    int fullestLevel,
    int looksPerTick,
    double readyShare,
    boolean reusesHoles,
    Release release,
    boolean automatic) {
  private static final Option ENTRY =
      Option.choice(
          "entry", "bytes from one handle table entry to the next", "6", "8", "12", "16", "24");

  private static final Option GRANULE =
      Option.choice("granule", "bytes that sizes are rounded up to", "8", "16", "32");

  private static final Option PAGE =
      Option.choice("page", "bytes of a slab page", "4096", "8192", "16384", "32768");

  private static final Option SMALL =
      Option.bytes(
              "small",
              "bytes of the largest block in a slab page",
              "96",
              0,
              SlabPages.MAX_GRANULES << EntryLayout.LOG_GRANULE_BYTES)
          .tried(0, 128, 512, 1024);

  private static final Option HEADROOM =
      Option.fraction(
              "headroom",
              "share of the footprint that may be free before compaction starts",
              0.03,
              0,
              1)
          .tried(0, 1);

  private static final Option MOVES =
      Option.fraction(
              "moves",
              "bytes that may be moved for each byte allocated, times the free share",
              2,
              0,
              1_000_000)
          .tried(0, 1000);

  private static final Option LEVEL =
      Option.whole(
              "level", "fullest occupancy of pages that are emptied", 6, 0, SlabLayout.LEVELS - 1)
          .tried(0, SlabLayout.LEVELS - 1);

  private static final Option BUDGET =
      Option.count("budget", "entries, pages or extents visited in one step of compaction", 64, 1)
          .tried(1, 4096);

  private static final Option READY =
      Option.fraction(
              "ready",
              "freed blocks kept for the next request, as a share of the footprint",
              0.005,
              0,
              1)
          .tried(0, 1);

  private static final Option REUSE =
      Option.choice("reuse", "what of freed blocks new ones may use", "holes", "none");

  private static final Option RELEASE =
      Option.choice(
          "release",
          "when free pages go back to the system",
          Release.HALF.word(),
          Release.EAGER.word(),
          Release.NEVER.word());

  private static final Option COMPACT =
      Option.choice("compact", "whether the heap compacts on its own", "automatic", "asked");

  /// As the command line gives them; the standard values are the ones to use.
  static final Option[] OPTIONS = {
    ENTRY, GRANULE, PAGE, SMALL, HEADROOM, MOVES, LEVEL, BUDGET, READY, REUSE, RELEASE, COMPACT
  };

  static Policy of(Options options) {
    return new Policy(
        options.count(ENTRY),
        options.count(GRANULE),
        options.count(PAGE),
        (int) (options.bytes(SMALL) >>> EntryLayout.LOG_GRANULE_BYTES),
        options.fraction(HEADROOM),
        options.fraction(MOVES),
        options.count(LEVEL),
        options.count(BUDGET),
        options.fraction(READY),
        options.is(REUSE, "holes"),
        Release.of(options.text(RELEASE)),
        options.is(COMPACT, "automatic"));
  }

  Policy {
    require(
        entryBytes >= EntryLayout.ENTRY_BYTES && entryBytes % 2 == 0,
        "an entry must have an even number of bytes, at least " + EntryLayout.ENTRY_BYTES,
        entryBytes);
    require(
        granuleBytes >= EntryLayout.GRANULE_BYTES && Integer.bitCount(granuleBytes) == 1,
        "a granule must be a power of two of at least " + EntryLayout.GRANULE_BYTES + " bytes",
        granuleBytes);
    require(
        pageBytes >= Backing.PAGE_BYTES && Integer.bitCount(pageBytes) == 1,
        "a slab page must be a power of two of at least " + Backing.PAGE_BYTES + " bytes",
        pageBytes);
    require(
        maxSmallGranules >= 0 && maxSmallGranules <= SlabPages.MAX_GRANULES,
        "the largest small block must be 0 to " + SlabPages.MAX_GRANULES + " granules",
        maxSmallGranules);
    require(headroom >= 0 && headroom <= 1, "headroom must be a share from 0 to 1", headroom);
    require(moves >= 0, "the factor of bytes moved must be at least 0", moves);
    require(
        fullestLevel >= 0 && fullestLevel < SlabLayout.LEVELS,
        "the fullest level to empty must be 0 to " + (SlabLayout.LEVELS - 1),
        fullestLevel);
    require(looksPerTick >= 1, "the budget must be at least 1 look a tick", looksPerTick);
    require(
        readyShare >= 0 && readyShare <= 1,
        "the share kept ready must be a share from 0 to 1",
        readyShare);
  }

  private static void require(boolean rule, String words, Object value) {
    if (!rule) throw new IllegalArgumentException(words + ": " + value);
  }
}
