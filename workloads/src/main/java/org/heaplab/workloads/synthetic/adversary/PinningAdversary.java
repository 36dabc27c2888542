package org.heaplab.workloads.synthetic.adversary;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A client that locks what hurts a handle heap most: of each page full of small blocks, one stays
/// locked while all others are freed, so that no compaction can give the page back. Then it does
/// the same with larger blocks. Only replays with the locks of the trace show it
/// (`handle@recorded`).
public final class PinningAdversary {
  private static final Option LIVE =
      Option.bytes("live", "the most live bytes", "8M", 1 << 16, 1L << 36);
  private static final Option PAGE =
      Option.powerOfTwo("page", "stretch of blocks of which one stays locked", "4K", 64, 1 << 20);
  private static final Option SMALLEST =
      Option.powerOfTwo("smallest", "the first size; each is twice the one before", "32", 8, 512);
  private static final Option STEPS = Option.whole("steps", "how many sizes", 5, 1, 16);

  public static final Workload WORKLOAD =
      new Workload(
          "pinning-adversary",
          "one block of each page stays locked: compaction can give no page back",
          "heaplab; no published bound covers locked blocks",
          List.of(LIVE, PAGE, SMALLEST, STEPS),
          PinningAdversary::generate);

  private PinningAdversary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    long live = 0;
    long size = options.bytes(SMALLEST);
    for (int step = 0; step < options.count(STEPS) && size < options.bytes(PAGE); step++) {
      trace.phase("blocks of " + size + " bytes");
      int slots = (int) (options.bytes(PAGE) / size);
      var blocks = new SlotList();
      for (; live + size <= options.bytes(LIVE); live += size) blocks.add(trace.malloc(size));
      int kept = random.index(slots);
      for (int i = kept; i < blocks.size(); i += slots) trace.lock(blocks.get(i));
      for (int i = 0; i < blocks.size(); i++) {
        if (i % slots == kept) continue;
        trace.free(blocks.get(i));
        live -= size;
      }
      size *= 2;
    }
  }
}
