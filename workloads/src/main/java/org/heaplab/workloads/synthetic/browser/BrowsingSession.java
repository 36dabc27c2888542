package org.heaplab.workloads.synthetic.browser;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Somebody browses: follows links, goes back, opens tabs and closes them, and looks at each page
/// for a while.
///
/// ```text
///    page 1 ── link ─▶ page 2 ── link ─▶ page 3     each load is a phase mark
///      ▲                  │
///      └────── back ──────┘   kept pages are laid out anew
///
///    outlive their page, under a budget:  decoded images, compressed resources, glyphs
///    until the end:                       what the browser itself needs, visited addresses, names
/// ```
///
/// Where the browser has a limit of live bytes, it gives up, in this order: the oldest decoded
/// images, compressed resources, pages that could be gone back to, glyphs, and tabs that are not
/// shown. If that is not enough, the page stops loading.
final class BrowsingSession {
  private static final double NEW_TAB = 0.2;
  private static final double OTHER_TAB = 0.15;
  private static final double CLOSED_TAB = 0.1;
  private static final double BACK = 0.2;

  private static final double LIGHTEST = 0.2;
  private static final double HEAVIEST = 4;

  /// Temporaries for each block that only the start needs, and again when it goes.
  private static final double STARTING = 0.113;

  private static final int GLYPHS = 40;
  private static final double GLYPH_SHARE = 0.02;
  private static final int NAMES = 24;

  private final BrowserPreset preset;
  private final double weight;
  private final Sampler random;
  private final TraceBuilder trace;
  private final BrowserMemory memory;
  private final BlockCache bitmaps;
  private final BlockCache resources;
  private final BlockCache glyphs;
  private final ImageDecoder images;
  private final SlotList own = new SlotList();
  private final List<BrowserTab> tabs = new ArrayList<>();
  private BrowserTab current;

  /// @param limit the most live bytes; also what the budgets of the caches are shares of
  /// @param weight of all pages, 1 for those of the preset
  BrowsingSession(
      BrowserPreset preset, long limit, double weight, Sampler random, TraceBuilder trace) {
    this.preset = preset;
    this.weight = weight;
    this.random = random;
    this.trace = trace;
    memory = new BrowserMemory(trace, limit);
    bitmaps = new BlockCache(memory, (long) (preset.bitmapShare() * limit));
    resources = new BlockCache(memory, (long) (preset.resourceShare() * limit));
    glyphs = new BlockCache(memory, (long) (GLYPH_SHARE * limit));
    images = new ImageDecoder(preset, random, memory, resources, bitmaps);
    memory.givingUp(this::giveUp);
    current = newTab();
  }

  /// @param ends the browser is ended, and frees all blocks
  void run(int pages, boolean ends) {
    start();
    for (int number = 1; number <= pages; number++) {
      if (number > 1) wander();
      trace.phase("page " + number);
      try {
        load();
      } catch (BrowserMemory.LimitReached e) {
        // The page stays as far as it was loaded.
      }
    }
    if (ends) end();
  }

  /// The browser is ended: it closes its tabs, empties its caches and frees what is its own.
  private void end() {
    for (BrowserTab tab : tabs) tab.close();
    boolean more = true;
    while (more) more = bitmaps.evict() || resources.evict() || glyphs.evict();
    for (int i = 0; i < own.size(); i++) memory.free(own.get(i));
  }

  /// The browser starts: what it holds itself, about as many blocks that it soon frees, and what
  /// only the start needs.
  private void start() {
    var temporaries = new SlotList();
    for (int i = 0; i < preset.own(); i++) {
      own.add(memory.malloc(preset.string().next(random)));
      addTemporary(temporaries);
    }
    var scratch = new SlotList();
    for (int i = 0; i < preset.startup(); i++) {
      scratch.add(memory.malloc(preset.scratch().next(random)));
      if (random.chance(STARTING)) addTemporary(temporaries);
    }
    for (int i = 0; i < scratch.size(); i++) {
      memory.free(scratch.get(i));
      if (random.chance(STARTING)) addTemporary(temporaries);
    }
    while (temporaries.size() > 0) memory.free(temporaries.removeLast());
  }

  private void addTemporary(SlotList temporaries) {
    temporaries.add(memory.malloc(preset.string().next(random)));
    if (temporaries.size() > preset.pool()) {
      memory.free(temporaries.removeUnordered(random.index(preset.pool())));
    }
  }

  private BrowserTab newTab() {
    var tab = new BrowserTab(preset.history());
    tabs.add(tab);
    return tab;
  }

  /// What happens before the next link is followed.
  private void wander() {
    if (tabs.size() < preset.tabs() && random.chance(NEW_TAB)) {
      current = newTab();
    } else if (tabs.size() > 1 && random.chance(OTHER_TAB)) {
      current = tabs.get(random.index(tabs.size()));
    } else if (tabs.size() > 1 && random.chance(CLOSED_TAB)) {
      tabs.remove(current);
      current.close();
      current = tabs.getLast();
    }
    if (!current.hasHistory() || !random.chance(BACK)) return;
    OpenPage page = current.back();
    try {
      page.wake();
      page.dwell();
    } catch (BrowserMemory.LimitReached e) {
      // The page is shown as far as it was laid out.
    }
  }

  private void load() {
    var page = new OpenPage(preset, random, memory);
    current.show(page);
    remember();
    page.load(
        weight * Math.clamp(random.logNormal(1, preset.spread()), LIGHTEST, HEAVIEST), images);
    page.dwell();
  }

  /// The address is noted, some names of the page are kept, and its letters are drawn.
  private void remember() {
    own.add(memory.malloc(24 + random.index(120)));
    for (int i = 0; i < NAMES; i++) own.add(memory.malloc(preset.string().next(random)));
    for (int i = 0; i < GLYPHS; i++) glyphs.add(memory.malloc(60 + random.index(1200)));
  }

  private boolean giveUp() {
    return bitmaps.evict() || resources.evict() || forget() || glyphs.evict() || closeOther();
  }

  private boolean forget() {
    for (BrowserTab tab : tabs) {
      if (tab != current && tab.forget()) return true;
    }
    return current.forget();
  }

  private boolean closeOther() {
    for (BrowserTab tab : tabs) {
      if (tab == current) continue;
      tabs.remove(tab);
      tab.close();
      return true;
    }
    return false;
  }
}
