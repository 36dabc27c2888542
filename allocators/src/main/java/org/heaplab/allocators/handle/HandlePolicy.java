package org.heaplab.allocators.handle;

import org.heaplab.allocators.Catalogue.Options;
import org.heaplab.allocators.Option;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.compaction.CompactionPolicy;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;
import org.heaplab.allocators.handle.slabs.SlabLayout;
import org.heaplab.allocators.handle.slabs.SlabPages;
import org.heaplab.allocators.handle.table.EntryLayout;

/// The parameters of a handle heap, which the ablations vary.
///
/// @param entryBytes from one entry of the handle table to the next
/// @param granuleBytes what sizes are rounded up to a multiple of
/// @param pageBytes of a slab page
/// @param maxSmallGranules the largest block, in granules, that lives in a slab page
/// @param magazineShare how much the magazines may keep, as a share of the footprint
/// @param reusesHoles whether a new block may use the hole of a freed one
/// @param release when free pages go back to the system
/// @param compaction when the heap compacts on its own, and how much
record HandlePolicy(
    int entryBytes,
    int granuleBytes,
    int pageBytes,
    int maxSmallGranules,
    double magazineShare,
    boolean reusesHoles,
    PageRelease release,
    CompactionPolicy compaction) {
  private static final String ENTRY = "entry";
  private static final String GRANULE = "granule";
  private static final String PAGE = "page";
  private static final String SMALL = "small";
  private static final String HEADROOM = "headroom";
  private static final String MOVES = "moves";
  private static final String LEVEL = "level";
  private static final String BUDGET = "budget";
  private static final String READY = "ready";
  private static final String REUSE = "reuse";
  private static final String RELEASE = "release";
  private static final String COMPACT = "compact";

  /// As the command line gives them. The default values are the best known.
  static final Option[] OPTIONS = {
    Option.choice(ENTRY, "6", "8", "12", "16", "24"),
    Option.choice(GRANULE, "8", "16", "32"),
    Option.choice(PAGE, "4096", "8192", "16384", "32768"),
    Option.value(SMALL, 96, 0, 128, 512, 1024),
    Option.value(HEADROOM, 0.03, 0, 1),
    Option.value(MOVES, 2, 0, 1000),
    Option.value(LEVEL, 6, 0, SlabLayout.LEVELS - 1),
    Option.value(BUDGET, 64, 1, 4096),
    Option.value(READY, 0.005, 0, 1),
    Option.choice(REUSE, "holes", "none"),
    Option.choice(
        RELEASE, PageRelease.HALF.word(), PageRelease.EAGER.word(), PageRelease.NEVER.word()),
    Option.choice(COMPACT, "automatic", "asked")
  };

  static HandlePolicy of(Options options) {
    return new HandlePolicy(
        (int) options.number(ENTRY),
        (int) options.number(GRANULE),
        (int) options.number(PAGE),
        (int) (options.number(SMALL) >>> HeapAreas.LOG_GRANULE_BYTES),
        options.fraction(READY),
        options.text(REUSE).equals("holes"),
        PageRelease.of(options.text(RELEASE)),
        new CompactionPolicy(
            options.text(COMPACT).equals("automatic"),
            options.fraction(HEADROOM),
            options.fraction(MOVES),
            (int) options.number(LEVEL),
            (int) options.number(BUDGET)));
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
  }

  private static void require(boolean rule, String words, Object value) {
    if (!rule) throw new IllegalArgumentException(words + ": " + value);
  }
}
