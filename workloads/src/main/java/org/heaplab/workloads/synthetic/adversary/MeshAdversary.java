package org.heaplab.workloads.synthetic.adversary;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Pages that cannot be meshed. Mesh puts two pages of slots into one if no slot is used in both
/// (Powers, Tench, Berger & McGregor, *Mesh*, PLDI 2019), and places blocks at random so that a
/// program does not prevent it by accident. This workload prevents it for heaps that place blocks
/// in order: of each page full of blocks, the same slot stays used. It goes on with the next size.
///
/// ```text
///    page   ├─█──────┼─█──────┼─█──────┤   one slot each, always the same: no two pages mesh,
///                                          and every page is held for one block
/// ```
public final class MeshAdversary {
  private static final Option PAGE =
      Option.powerOfTwo("page", "bytes of a page of slots", "4K", 1 << 10, 1 << 20);

  public static final Workload WORKLOAD =
      new Workload(
          "mesh-adversary",
          "one block of each page stays, at the same place in all: pages cannot be shared",
          "against Powers, Tench, Berger & McGregor, Mesh, PLDI 2019",
          List.of(
              OneBlockOfEachPage.LIVE, PAGE, OneBlockOfEachPage.SMALLEST, OneBlockOfEachPage.STEPS),
          MeshAdversary::generate);

  private MeshAdversary() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    OneBlockOfEachPage.of(options, PAGE, false).generate(random, trace);
  }
}
