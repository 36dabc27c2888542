package org.heaplab.workloads.synthetic;

import java.util.Map;
import org.heaplab.workloads.TraceBuilder;

/// A browser that loads one page after the other. Each page is a burst of small blocks of three
/// kinds, elements, styles and boxes, with short-lived blocks of the parser between them, strings
/// that grow, and images. Going to the next page tears the one before the last down kind by kind.
/// Three things outlive their page: the cache of decoded images, up to a limit; a few small blocks,
/// for some pages more, that hold the places where they lie; and the page before.
///
/// ```text
/// page 1   │ ▁▃▅▇███ elements, styles, boxes ───────────────────┐ freed when page 3 begins
///          │ ▂ ▂ ▂   images: read into a growing buffer, decoded │
///          │  ╲ ╲ ╲──── decoded ones stay in the cache ──────────┼──── freed, oldest first, when it is full
///          │ ·  ·  · ─ kept blocks ──────────────────────────────┼──────── freed some pages later
/// ```
///
/// The defaults follow the 2008 Opera log of a news page: requests of 27 bytes in the middle, three
/// of five of at most 32 bytes, about half of the blocks freed while the page still loads.
final class Browser {
  static final Workload WORKLOAD =
      new Workload(
          "browser",
          "pages loaded one after the other: bursts of small blocks, decoded images, a cache, leftovers",
          "modelled on allocation logs of the Opera browser, 2008",
          Map.of(
              "pages", "6",
              "blocks", "40000",
              "images", "24",
              "cache", "6M",
              "kept", "0.02",
              "keptpages", "3",
              "median", "27",
              "sigma", "1.1"),
          Browser::generate);

  private Browser() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int pages = options.count("pages", 1);
    int blocks = options.count("blocks", 1);
    int images = options.count("images", 0);
    var leftovers = new Leftovers(options, random, trace);
    var cache = new ImageCache(options.bytes("cache"), random, trace);
    var content = new PageContent(options, random, trace, leftovers);
    Page before = null;
    Page shown = null;
    for (int number = 1; number <= pages; number++) {
      trace.phase("page " + number);
      if (before != null) before.tearDown();
      before = shown;
      shown = new Page(trace);
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
