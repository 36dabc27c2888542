package org.heaplab.workloads.synthetic;

import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import org.heaplab.workloads.TraceBuilder;

/// A heap in balance: in every step a block of random size is born, and lives for a random time
/// that is the same for all sizes on average. By Little's law the live volume settles at birth rate
/// × lifetime × size, which is how the mean lifetime is chosen. What an allocator wastes here, it
/// wastes without any help from the program's phases.
final class Stationary {
  static final Workload WORKLOAD =
      new Workload(
          "stationary",
          "random sizes and exponential lifetimes at a constant live volume",
          "Knuth, The Art of Computer Programming 1, section 2.5, 1968 (the simulation)",
          Map.of(
              "mallocs", "400000",
              "live", "4M",
              "sizes", "lognormal",
              "median", "48",
              "sigma", "1.2",
              "largest", "64K"),
          Stationary::generate);

  /// Zipf's sizes are multiples of it.
  private static final long QUANTUM = 8;

  private Stationary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int mallocs = options.count("mallocs", 1);
    long largest = options.bytes("largest");
    SizeMix sizes =
        switch (options.word("sizes", "lognormal", "zipf", "uniform")) {
          case "lognormal" ->
              SizeMix.logNormal(options.bytes("median"), options.fraction("sigma", 0, 5), largest);
          case "zipf" -> SizeMix.zipf(QUANTUM, largest);
          default -> SizeMix.uniform(1, largest);
        };
    double meanLifetime = options.bytes("live") / sizes.mean();
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
