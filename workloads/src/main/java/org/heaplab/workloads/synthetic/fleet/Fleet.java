package org.heaplab.workloads.synthetic.fleet;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.fleet.FleetProfile.Bin;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.Shares;
import org.heaplab.workloads.synthetic.workload.DeathQueue;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Programs of a data centre in balance. Their profiles say for each size how many blocks are born
/// in a second and how many are live. Sizes are drawn by the births; lifetimes are exponential,
/// with the mean that Little's law gives: live blocks over births.
///
/// The heap is scaled to a number of live bytes: every size has the same share of them as in the
/// profile, and all lifetimes are shorter by the same factor. Sizes that would be a large part of
/// the scaled heap are left out.
public final class Fleet {
  private static final Option PROFILE =
      Option.whole("profile", "which of the ten profiles", 1, 0, FleetProfile.COUNT - 1);
  private static final Option LIVE =
      Option.bytes("live", "live bytes in balance", "16M", 1 << 16, 1L << 40);
  private static final Option MALLOCS =
      Option.count("mallocs", "after the heap is filled", 200_000, 1);

  /// A block takes at most one part of this many of the live bytes.
  private static final int LARGEST_PART = 16;

  public static final Workload WORKLOAD =
      new Workload(
          "fleet",
          "sizes, births and live blocks of programs in a data centre",
          "the profiles of fleetbench, Google, Apache License 2.0",
          List.of(PROFILE, LIVE, MALLOCS),
          Fleet::generate);

  private Fleet() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    long live = options.bytes(LIVE);
    FleetProfile profile = FleetProfile.of(options.count(PROFILE)).upTo(live / LARGEST_PART);
    double scale = live / profile.liveBytes();
    List<Bin> bins = profile.bins();
    var deaths = new DeathQueue();
    trace.phase("fill");
    SlotList filling = filling(bins, scale, random);
    for (int i = 0; i < filling.size(); i++) {
      Bin bin = bins.get(filling.get(i));
      deaths.add(lifetime(bin, profile, scale, random), trace.malloc(bin.size()));
    }
    trace.phase("steady");
    var births = new Shares(bins.stream().map(Bin::rate).toList());
    for (int now = 0; now < options.count(MALLOCS); now++) {
      while (!deaths.isEmpty() && deaths.time() <= now) trace.free(deaths.remove());
      Bin bin = bins.get(births.next(random));
      deaths.add(now + lifetime(bin, profile, scale, random), trace.malloc(bin.size()));
    }
  }

  /// The bins of the blocks that are live in balance, in random order. The rest of a number that is
  /// not whole is the probability of one more.
  private static SlotList filling(List<Bin> bins, double scale, Sampler random) {
    var ordered = new SlotList();
    for (int i = 0; i < bins.size(); i++) {
      double count = bins.get(i).live() * scale;
      long whole = (long) count + (random.chance(count - Math.floor(count)) ? 1 : 0);
      for (; whole > 0; whole--) ordered.add(i);
    }
    var mixed = new SlotList();
    while (ordered.size() > 0) mixed.add(ordered.removeUnordered(random.index(ordered.size())));
    return mixed;
  }

  /// In mallocs. An exponential lifetime has no memory, so that the rest of the life of a block
  /// that is live already is distributed as the whole.
  private static double lifetime(Bin bin, FleetProfile profile, double scale, Sampler random) {
    return random.exponential(bin.live() * scale / (bin.rate() / profile.rate()));
  }
}
