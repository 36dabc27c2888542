package org.heaplab.workloads.synthetic.server;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// An editor that opens documents one after the other. A document is read into a tree of small
/// blocks, edited for a while, written through a buffer, and closed: its blocks die together, as in
/// an arena. Each document is a phase.
public final class Documents {
  private static final Option DOCUMENTS = Option.count("documents", "how many are opened", 8, 1);
  private static final Option NODES = Option.count("nodes", "blocks of a document", 15_000, 1);
  private static final Option EDITS =
      Option.fraction("edits", "blocks replaced while it is open, over its blocks", 0.5, 0, 1000);
  private static final Option UNDO =
      Option.fraction("undo", "share of replaced blocks kept until it is closed", 0.2, 0, 1);

  private static final SizeLaw SIZES = SizeLaw.logNormal(36, 1.0, 8 << 10);
  private static final long LEAST_BUFFER = 4 << 10;

  public static final Workload WORKLOAD =
      new Workload(
          "documents",
          "documents that are read, edited, written and closed: blocks that die together",
          "after Hanson, Fast Allocation and Deallocation of Memory Based on Object Lifetimes, 1990",
          List.of(DOCUMENTS, NODES, EDITS, UNDO),
          Documents::generate);

  private Documents() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int nodes = options.count(NODES);
    for (int number = 1; number <= options.count(DOCUMENTS); number++) {
      trace.phase("document " + number);
      var tree = new SlotList();
      for (int i = 0; i < nodes; i++) tree.add(trace.malloc(SIZES.next(random)));
      for (long i = (long) (nodes * options.fraction(EDITS)); i > 0; i--) {
        int replaced = tree.removeUnordered(random.index(tree.size()));
        tree.add(trace.malloc(SIZES.next(random)));
        if (random.chance(options.fraction(UNDO))) tree.add(replaced);
        else trace.free(replaced);
      }
      int buffer = trace.malloc(LEAST_BUFFER);
      for (long size = LEAST_BUFFER * 2; size < 16L * nodes; size *= 2) trace.realloc(buffer, size);
      trace.free(buffer);
      for (int i = 0; i < tree.size(); i++) trace.free(tree.get(i));
    }
  }
}
