package org.heaplab.workloads.synthetic.adversary;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A client that locks what hurts a handle heap most: of each page full of small blocks, one stays
/// locked while all others are freed, so that no compaction can give the page back. Then it does
/// the same with larger blocks. Only replays with the locks of the trace show it
/// (`handle@recorded`).
public final class PinningAdversary {
  private static final Option PAGE =
      Option.powerOfTwo("page", "stretch of blocks of which one stays locked", "4K", 64, 1 << 20);

  public static final Workload WORKLOAD =
      new Workload(
          "pinning-adversary",
          "one block of each page stays locked: compaction can give no page back",
          "heaplab; no published bound covers locked blocks",
          List.of(
              OneBlockOfEachPage.LIVE, PAGE, OneBlockOfEachPage.SMALLEST, OneBlockOfEachPage.STEPS),
          PinningAdversary::generate);

  private PinningAdversary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    OneBlockOfEachPage.of(options, PAGE, true).generate(random, trace);
  }
}
