package org.heaplab.workloads.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Small blocks that outlive their page: interned names, history, and settings that a page touched.
final class Leftovers {
  static final Option KEPT =
      Option.fraction("kept", "share of the small blocks that outlive their page", 0.02, 0, 1);
  static final Option KEPT_PAGES =
      Option.fraction("keptpages", "pages for which these live on, on average", 3, 0, 1000);

  private final Sampler random;
  private final TraceBuilder trace;
  private final double share;
  private final double meanPages;

  /// The kept blocks, by the page at whose beginning they are freed.
  private final List<SlotList> dying = new ArrayList<>();

  private int page;

  Leftovers(Options options, Sampler random, TraceBuilder trace) {
    this.random = random;
    this.trace = trace;
    share = options.fraction(KEPT);
    meanPages = options.fraction(KEPT_PAGES);
  }

  /// Keeps a block if it is one of those that outlive their page.
  boolean take(int slot) {
    if (!random.chance(share)) return false;
    int last = page + 2 + (int) random.exponential(meanPages);
    while (dying.size() <= last) dying.add(new SlotList());
    dying.get(last).add(slot);
    return true;
  }

  void turnPage() {
    page++;
    if (page < dying.size()) free(dying.get(page));
  }

  void clear() {
    dying.forEach(this::free);
  }

  private void free(SlotList slots) {
    while (slots.size() > 0) trace.free(slots.removeLast());
  }
}
