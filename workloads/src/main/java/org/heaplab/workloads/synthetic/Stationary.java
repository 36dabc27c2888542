package org.heaplab.workloads.synthetic;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A heap in balance. In every step a block of random size is allocated. It lives for a random
/// time, whose mean is the same for all sizes. By Little's law the live volume settles at birth
/// rate × lifetime × size; this gives the mean lifetime. What an allocator wastes here is not
/// caused by phases of the program.
final class Stationary {
  private static final Option MALLOCS = Option.count("mallocs", "how many", 400_000, 1);
  private static final Option LIVE =
      Option.bytes("live", "live bytes in balance", "4M", 1, Long.MAX_VALUE);
  private static final Option SIZES =
      Option.choice("sizes", "how sizes are distributed", "lognormal", "zipf", "uniform");
  private static final Option MEDIAN =
      Option.bytes("median", "median of lognormal sizes", "48", 1, Long.MAX_VALUE);
  private static final Option SIGMA =
      Option.fraction("sigma", "standard deviation of their natural logarithm", 1.2, 0, 5);
  private static final Option LARGEST =
      Option.bytes("largest", "the largest size", "64K", 1, Long.MAX_VALUE);

  static final Workload WORKLOAD =
      new Workload(
          "stationary",
          "random sizes and exponential lifetimes at a constant live volume",
          "Knuth, The Art of Computer Programming 1, section 2.5, 1968 (the simulation)",
          List.of(MALLOCS, LIVE, SIZES, MEDIAN, SIGMA, LARGEST),
          Stationary::generate);

  /// Zipf's sizes are multiples of this.
  private static final long QUANTUM = 8;

  private Stationary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int mallocs = options.count(MALLOCS);
    long largest = options.bytes(LARGEST);
    SizeLaw sizes =
        switch (options.text(SIZES)) {
          case "lognormal" ->
              SizeLaw.logNormal(options.bytes(MEDIAN), options.fraction(SIGMA), largest);
          case "zipf" -> SizeLaw.zipf(QUANTUM, largest);
          default -> SizeLaw.uniform(1, largest);
        };
    double meanLifetime = options.bytes(LIVE) / sizes.mean();
    var deaths = new PriorityQueue<>(Comparator.comparingDouble(Death::time));
    trace.phase("fill");
    for (int now = 0; now < mallocs; now++) {
      // After three mean lifetimes, 95 % of the final volume is there.
      if (now == (int) (3 * meanLifetime)) trace.phase("steady");
      while (!deaths.isEmpty() && deaths.peek().time() <= now) trace.free(deaths.remove().slot());
      deaths.add(
          new Death(now + random.exponential(meanLifetime), trace.malloc(sizes.next(random))));
    }
  }

  /// @param time in births
  private record Death(double time, int slot) {}
}
