package org.heaplab.workloads.synthetic.adversary;

import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Fills memory with blocks of one size, frees all but one of each page, and does the same with the
/// next size, which is twice as large.
///
/// @param locks whether those that stay are locked for ever
record OneBlockOfEachPage(long liveBytes, long pageBytes, long smallest, int steps, boolean locks) {
  static final Option LIVE = Option.bytes("live", "the most live bytes", "8M", 1 << 16, 1L << 36);
  static final Option SMALLEST =
      Option.powerOfTwo("smallest", "the first size; each is twice the one before", "32", 8, 512);
  static final Option STEPS = Option.whole("steps", "how many sizes", 5, 1, 16);

  /// @param page the option that says how many bytes a page has
  static OneBlockOfEachPage of(Options options, Option page, boolean locks) {
    return new OneBlockOfEachPage(
        options.bytes(LIVE),
        options.bytes(page),
        options.bytes(SMALLEST),
        options.count(STEPS),
        locks);
  }

  void generate(Sampler random, TraceBuilder trace) {
    long live = 0;
    long size = smallest;
    for (int step = 0; step < steps && size < pageBytes; step++) {
      trace.phase("blocks of " + size + " bytes");
      int slots = (int) (pageBytes / size);
      int kept = random.index(slots);
      var blocks = new SlotList();
      for (; live + size <= liveBytes; live += size) blocks.add(trace.malloc(size));
      for (int i = kept; locks && i < blocks.size(); i += slots) trace.lock(blocks.get(i));
      for (int i = 0; i < blocks.size(); i++) {
        if (i % slots == kept) continue;
        trace.free(blocks.get(i));
        live -= size;
      }
      size *= 2;
    }
  }
}
