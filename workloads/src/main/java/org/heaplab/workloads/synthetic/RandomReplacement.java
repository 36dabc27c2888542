package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A fixed number of live blocks that are replaced one after the other. This workload allocates all
/// of them. Then each step frees a block that is drawn at random and allocates one of another size.
///
/// The logarithms of the sizes have a uniform distribution, and every block is as likely to go as
/// any other. So heaps of different numbers of blocks differ in nothing but this number: the shares
/// of the sizes, of the lifetimes in steps over the number of blocks, and of the operations that
/// fill the heap, which are one in 1 + 2·`turns`, are the same.
final class RandomReplacement {
  private static final Option BLOCKS = Option.count("blocks", "how many are live", 20_000, 1);
  private static final Option TURNS =
      Option.count("turns", "how many times each block is replaced, on average", 4, 0);
  private static final Option SMALLEST =
      Option.bytes("smallest", "the smallest size", "8", 1, Long.MAX_VALUE);
  private static final Option LARGEST =
      Option.bytes("largest", "the largest size", "5K", 1, Long.MAX_VALUE - 1);

  static final Workload WORKLOAD =
      new Workload(
          "churn",
          "a fixed number of live blocks, of which random ones are replaced by others of random size",
          "after Larson & Krishnan, Memory Allocation for Long-Running Server Applications, ISMM 1998",
          List.of(BLOCKS, TURNS, SMALLEST, LARGEST),
          RandomReplacement::generate);

  private RandomReplacement() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int blocks = options.count(BLOCKS);
    long steps = (long) blocks * options.count(TURNS);
    long smallest = options.bytes(SMALLEST);
    long largest = options.bytes(LARGEST);
    if (largest < smallest) {
      throw new IllegalArgumentException(
          "option largest must be at least smallest, %d: %d".formatted(smallest, largest));
    }
    SizeLaw sizes = SizeLaw.logUniform(smallest, largest);
    var live = new SlotList();
    trace.phase("fill");
    while (live.size() < blocks) live.add(trace.malloc(sizes.next(random)));
    trace.phase("steady");
    for (long step = 0; step < steps; step++) {
      trace.free(live.removeUnordered(random.index(blocks)));
      live.add(trace.malloc(sizes.next(random)));
    }
  }
}
