package org.heaplab.allocators.handle;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.compaction.CompactionPolicy;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// The parameters of a handle heap, which the ablations vary.
///
/// @param entryBytes from one entry of the handle table to the next
/// @param granuleBytes what sizes are rounded up to a multiple of
/// @param rule how blocks are aligned; sizes are rounded up as that needs
/// @param pageBytes of a slab page
/// @param maxSmallGranules the largest block, in granules, that lives in a slab page
/// @param popularPages how many pages full of larger blocks of one size make that a class of slots
/// @param magazineShare how much the magazines may keep, as a share of the footprint
/// @param reusesHoles whether a new block may use the hole of a freed one
/// @param release when free pages go back to the system
/// @param compaction when the heap compacts on its own, and how much
record HandlePolicy(
    int entryBytes,
    int granuleBytes,
    AlignmentRule rule,
    int pageBytes,
    int maxSmallGranules,
    int popularPages,
    double magazineShare,
    boolean reusesHoles,
    PageRelease release,
    CompactionPolicy compaction) {
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
              SlabPages.MAX_GRANULES << HeapAreas.LOG_GRANULE_BYTES)
          .tried(0, 128, 512, 1024);

  private static final Option POPULAR =
      Option.whole(
              "popular",
              "pages full of blocks of one size, larger than small, from which on these live in slab"
                  + " pages; 0 for never",
              16,
              0,
              1 << 20)
          .tried(0, 1);

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
              "bytes that may be moved for each byte that pays, times the free share",
              2,
              0,
              1_000_000)
          .tried(0, 1000);

  private static final Option PAYS =
      Option.choice("pays", "which bytes pay for moves", "turnover", "allocated");

  private static final Option PEAK =
      Option.fraction(
              "peak",
              "how many times harder to compact while the footprint is near its largest: so many"
                  + " times as many moves and visits, and from that much less free memory",
              2,
              1,
              1000)
          .tried(1, 8);

  private static final Option PACK =
      Option.fraction(
              "pack",
              "share of the footprint that the handle table may waste before its sparse pages are"
                  + " packed; 1 for never",
              0.015,
              0,
              1)
          .tried(0, 1);

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
              0.02,
              0,
              1)
          .tried(0, 1);

  private static final Option REUSE =
      Option.choice("reuse", "what of freed blocks new ones may use", "holes", "none");

  private static final Option RELEASE =
      Option.choice(
          "release",
          "when free pages go back to the system",
          PageRelease.HALF.word(),
          PageRelease.EAGER.word(),
          PageRelease.NEVER.word());

  private static final Option COMPACT =
      Option.choice("compact", "whether the heap compacts on its own", "automatic", "asked");

  /// As the command line gives them; the standard values are the ones to use.
  static final Option[] OPTIONS = {
    ENTRY,
    GRANULE,
    AlignmentRule.OPTION,
    PAGE,
    SMALL,
    POPULAR,
    HEADROOM,
    MOVES,
    PAYS,
    PEAK,
    LEVEL,
    PACK,
    BUDGET,
    READY,
    REUSE,
    RELEASE,
    COMPACT
  };

  static HandlePolicy of(Options options) {
    return new HandlePolicy(
        options.count(ENTRY),
        options.count(GRANULE),
        AlignmentRule.of(options),
        options.count(PAGE),
        (int) (options.bytes(SMALL) >>> HeapAreas.LOG_GRANULE_BYTES),
        options.is(REUSE, "holes") ? options.count(POPULAR) : 0,
        options.fraction(READY),
        options.is(REUSE, "holes"),
        PageRelease.of(options.text(RELEASE)),
        new CompactionPolicy(
            options.is(COMPACT, "automatic"),
            options.fraction(HEADROOM),
            options.fraction(MOVES),
            options.is(PAYS, "turnover"),
            options.fraction(PEAK),
            options.count(LEVEL),
            options.fraction(PACK),
            options.count(BUDGET)));
  }

  HandlePolicy {
    require(
        entryBytes >= EntryLayout.ENTRY_BYTES && entryBytes % 2 == 0,
        "an entry must have an even number of bytes, at least " + EntryLayout.ENTRY_BYTES,
        entryBytes);
    require(
        granuleBytes >= HeapAreas.GRANULE_BYTES && Integer.bitCount(granuleBytes) == 1,
        "a granule must be a power of two of at least " + HeapAreas.GRANULE_BYTES + " bytes",
        granuleBytes);
    require(
        pageBytes >= Backing.PAGE_BYTES && Integer.bitCount(pageBytes) == 1,
        "a slab page must be a power of two of at least " + Backing.PAGE_BYTES + " bytes",
        pageBytes);
    require(
        maxSmallGranules >= 0 && maxSmallGranules <= SlabPages.MAX_GRANULES,
        "the largest small block must be 0 to " + SlabPages.MAX_GRANULES + " granules",
        maxSmallGranules);
    require(
        magazineShare >= 0 && magazineShare <= 1,
        "the share of the magazines must be from 0 to 1",
        magazineShare);
    // So that the next larger size, rounded up, is no slot either.
    long quantum = rule.bytes() >>> HeapAreas.LOG_GRANULE_BYTES;
    if (maxSmallGranules > quantum) maxSmallGranules &= (int) -quantum;
  }

  private static void require(boolean rule, String words, Object value) {
    if (!rule) throw new IllegalArgumentException(words + ": " + value);
  }
}
