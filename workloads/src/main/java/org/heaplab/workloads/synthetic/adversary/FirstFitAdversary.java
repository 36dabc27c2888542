package org.heaplab.workloads.synthetic.adversary;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// [RobsonAdversary] against an address-ordered first fit that has neither headers nor rounding.
/// This heap is predictable, so that its adversary can be a trace. Other heaps place blocks
/// elsewhere and suffer less.
public final class FirstFitAdversary {
  private static final Option LIVE =
      Option.bytes("live", "the most live bytes", "4M", 1 << 12, 1L << 30);
  private static final Option SMALLEST =
      Option.powerOfTwo("smallest", "the first size", "64", 8, 1 << 16);
  private static final Option DOUBLINGS =
      Option.whole("doublings", "how many times the size doubles", 8, 1, 14);

  public static final Workload WORKLOAD =
      new Workload(
          "first-fit-adversary",
          "Robson's adversary against first fit: holes that are all too small for the next size",
          "Robson, Bounds for Some Functions Concerning Dynamic Storage Allocation, JACM 21(3), 1974",
          List.of(LIVE, SMALLEST, DOUBLINGS),
          FirstFitAdversary::generate);

  private FirstFitAdversary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var heap = new FirstFitModel(trace);
    // The seed decides only what lies before the first block.
    heap.malloc(1 + random.index(options.count(DOUBLINGS)));
    new RobsonAdversary(heap, options.bytes(LIVE))
        .run(
            Math.toIntExact(options.bytes(SMALLEST)),
            options.count(DOUBLINGS),
            size -> trace.phase("blocks of " + size + " bytes"));
  }
}
