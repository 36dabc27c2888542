package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// The blocks that a page keeps until it is freed: elements, styles and boxes, each kind in the
/// order of birth.
final class PageBlocks {
  static final int KINDS = 3;

  private final TraceBuilder trace;
  private final List<SlotList> kinds = List.of(new SlotList(), new SlotList(), new SlotList());

  PageBlocks(TraceBuilder trace) {
    this.trace = trace;
  }

  void add(int kind, int slot) {
    kinds.get(kind).add(slot);
  }

  /// Frees one kind after the other, boxes first, as a browser frees the layers of a page.
  void tearDown() {
    for (SlotList kind : kinds.reversed()) {
      for (int i = 0; i < kind.size(); i++) trace.free(kind.get(i));
    }
  }
}
