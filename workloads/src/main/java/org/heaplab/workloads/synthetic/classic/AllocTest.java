package org.heaplab.workloads.synthetic.classic;

import java.util.Arrays;
import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Places of which a random one is visited in each step: if it is empty, a block is put there, and
/// otherwise the block is freed. Some places are visited far more often than others, so that short
/// and long lives are mixed.
final class AllocTest {
  private static final Option PLACES = Option.count("places", "how many", 16_384, 1);
  private static final Option STEPS = Option.count("steps", "how many", 300_000, 1);
  private static final Option LARGEST =
      Option.bytes("largest", "the largest size", "1K", 1, 1 << 30);
  private static final Option SKEW =
      Option.fraction("skew", "the higher, the more often the first places are visited", 2, 1, 20);

  private static final int EMPTY = -1;

  static final Workload WORKLOAD =
      new Workload(
          "alloc-test",
          "random places that are filled and emptied, some more often than others",
          "after the benchmark alloc-test",
          List.of(PLACES, STEPS, LARGEST, SKEW),
          AllocTest::generate);

  private AllocTest() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var places = new int[options.count(PLACES)];
    Arrays.fill(places, EMPTY);
    SizeLaw sizes = SizeLaw.power(0.7, 1, options.bytes(LARGEST));
    trace.phase("steps");
    for (int step = 0; step < options.count(STEPS); step++) {
      double at = StrictMath.pow(random.uniform(), options.fraction(SKEW));
      int place = (int) (at * places.length);
      if (places[place] == EMPTY) {
        places[place] = trace.malloc(sizes.next(random));
      } else {
        trace.free(places[place]);
        places[place] = EMPTY;
      }
    }
  }
}
