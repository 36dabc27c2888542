package org.heaplab.workloads.synthetic.server;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A virtual machine whose objects are blocks. What is young is collected often, and most of it is
/// dead; what survives is collected rarely. A dead object takes what it refers to with it: objects
/// that were allocated one after the other die together.
public final class Nursery {
  private static final Option OBJECTS = Option.count("objects", "how many", 400_000, 1);
  private static final Option NURSERY =
      Option.bytes("nursery", "bytes allocated between two collections", "256K", 1 << 10, 1L << 40);
  private static final Option SURVIVORS =
      Option.fraction("survivors", "share of young groups that a collection leaves", 0.1, 0, 1);
  private static final Option GROUP =
      Option.fraction("group", "objects that die together, on average", 6, 1, 10_000);
  private static final Option MAJOR =
      Option.count("major", "collections of the young before one of all", 16, 1);
  private static final Option OLD_DEATHS =
      Option.fraction("dead", "share of the old that such a collection frees", 0.5, 0, 1);

  private static final SizeLaw SIZES = SizeLaw.logNormal(40, 0.8, 16 << 10);

  public static final Workload WORKLOAD =
      new Workload(
          "nursery",
          "a virtual machine: most objects die young and together, the others in rare collections",
          "after Lieberman & Hewitt, A Real-Time Garbage Collector Based on the Lifetimes of Objects,"
              + " CACM 26(6), 1983",
          List.of(OBJECTS, NURSERY, SURVIVORS, GROUP, MAJOR, OLD_DEATHS),
          Nursery::generate);

  private Nursery() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    var young = new SlotList();
    var old = new SlotList();
    long bytes = 0;
    int collections = 0;
    trace.phase("collection 1");
    for (int i = 0; i < options.count(OBJECTS); i++) {
      long size = SIZES.next(random);
      young.add(trace.malloc(size));
      bytes += size;
      if (bytes < options.bytes(NURSERY)) continue;
      bytes = 0;
      sweep(young, 1 - options.fraction(SURVIVORS), options.fraction(GROUP), random, trace, old);
      young = new SlotList();
      if (++collections % options.count(MAJOR) == 0) {
        trace.phase("collection " + (collections + 1));
        var left = new SlotList();
        double dead = options.fraction(OLD_DEATHS);
        sweep(old, dead, options.fraction(GROUP), random, trace, left);
        old = left;
      }
    }
  }

  private static void sweep(
      SlotList objects,
      double deaths,
      double group,
      Sampler random,
      TraceBuilder trace,
      SlotList survivors) {
    boolean dies = random.chance(deaths);
    for (int i = 0; i < objects.size(); i++) {
      if (random.chance(1 / group)) dies = random.chance(deaths);
      if (dies) trace.free(objects.get(i));
      else survivors.add(objects.get(i));
    }
  }
}
