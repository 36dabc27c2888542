package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A browser that loads one page after the other. Each page is a burst of small blocks of three
/// kinds: elements, styles and boxes. Between them are short-lived blocks of the parser, strings
/// that grow, and images. When the next page loads, the page before the current one is freed, kind
/// by kind. Three things outlive their page: the page before, the cache of decoded images up to a
/// limit, and a few small blocks. These stay for some more pages, and nothing large has room
/// between them.
///
/// ```text
/// page 1   │ ▁▃▅▇███ elements, styles, boxes ───────────────────┐ freed when page 3 begins
///          │ ▂ ▂ ▂   images: read into a growing buffer, decoded │
///          │  ╲ ╲ ╲──── decoded ones stay in the cache ──────────┼──── freed, oldest first, when it is full
///          │ ·  ·  · ─ kept blocks ──────────────────────────────┼──────── freed some pages later
/// ```
///
/// The defaults follow the 2008 Opera log of a news page: the median request has 27 bytes, three of
/// five requests have at most 32 bytes, and about half of the blocks are freed while the page still
/// loads.
final class Browser {
  private static final Option PAGES = Option.count("pages", "how many are loaded", 6, 1);
  private static final Option BLOCKS =
      Option.count("blocks", "small blocks of a page while it loads", 40_000, 1);
  private static final Option IMAGES = Option.count("images", "images of a page", 24, 0);
  private static final Option CACHE =
      Option.bytes("cache", "the most that decoded images take", "6M", 1, Long.MAX_VALUE);

  static final Workload WORKLOAD =
      new Workload(
          "browser",
          "pages loaded one after the other: bursts of small blocks, decoded images, a cache, leftovers",
          "modelled on allocation logs of the Opera browser, 2008",
          List.of(
              PAGES,
              BLOCKS,
              IMAGES,
              CACHE,
              Leftovers.KEPT,
              Leftovers.KEPT_PAGES,
              PageContent.MEDIAN,
              PageContent.SIGMA),
          Browser::generate);

  private Browser() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int pages = options.count(PAGES);
    int blocks = options.count(BLOCKS);
    int images = options.count(IMAGES);
    var leftovers = new Leftovers(options, random, trace);
    var cache = new ImageCache(options.bytes(CACHE), random, trace);
    var content = new PageContent(options, random, trace, leftovers);
    PageBlocks before = null;
    PageBlocks shown = null;
    for (int number = 1; number <= pages; number++) {
      trace.phase("page " + number);
      if (before != null) before.tearDown();
      before = shown;
      shown = new PageBlocks(trace);
      leftovers.turnPage();
      for (int i = 0; i < blocks; i++) {
        content.addTo(shown);
        if ((long) (i + 1) * images / blocks > (long) i * images / blocks) cache.load();
      }
      content.endOfLoading();
    }
    trace.phase("exit");
    if (before != null) before.tearDown();
    shown.tearDown();
    cache.clear();
    leftovers.clear();
  }
}
