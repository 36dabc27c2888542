package org.heaplab.workloads.synthetic;

import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// The small blocks of a browser's page while it loads.
final class PageContent {
  /// Half of the blocks belong to the parser, to scripts and to unfinished styles. They die before
  /// the page is shown.
  private static final double TEMPORARY = 0.5;

  private static final int TEMPORARIES = 32;

  /// Strings and tables that grow by doubling, at most this many times.
  private static final double GROWING = 0.03;

  private static final int MOST_DOUBLINGS = 5;
  private static final long LARGEST = 16 << 10;

  static final Option MEDIAN =
      Option.bytes("median", "median size of a small block", "27", 1, LARGEST);
  static final Option SIGMA =
      Option.fraction("sigma", "standard deviation of the sizes' natural logarithm", 1.1, 0, 5);

  private final Sampler random;
  private final TraceBuilder trace;
  private final Leftovers leftovers;
  private final SizeLaw sizes;
  private final SlotList temporaries = new SlotList();

  PageContent(Options options, Sampler random, TraceBuilder trace, Leftovers leftovers) {
    this.random = random;
    this.trace = trace;
    this.leftovers = leftovers;
    sizes = SizeLaw.logNormal(options.bytes(MEDIAN), options.fraction(SIGMA), LARGEST);
  }

  void addTo(PageBlocks page) {
    long size = sizes.next(random);
    int slot = trace.malloc(size);
    if (random.chance(GROWING)) {
      for (int i = random.index(MOST_DOUBLINGS); i >= 0; i--) trace.realloc(slot, size *= 2);
    }
    if (random.chance(TEMPORARY)) {
      temporaries.add(slot);
      if (temporaries.size() > TEMPORARIES)
        trace.free(temporaries.removeUnordered(random.index(TEMPORARIES)));
    } else if (!leftovers.take(slot)) {
      page.add(random.index(PageBlocks.KINDS), slot);
    }
  }

  void endOfLoading() {
    while (temporaries.size() > 0) trace.free(temporaries.removeLast());
  }
}
