package org.heaplab.workloads.synthetic;

import java.util.List;
import org.heaplab.workloads.TraceBuilder;

/// What a browser's page keeps until it is torn down: elements, styles and boxes, each kind in the
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

  /// Frees one kind after the other, boxes first, as the layers of a browser let go of a page.
  void tearDown() {
    for (SlotList kind : kinds.reversed()) {
      for (int i = 0; i < kind.size(); i++) trace.free(kind.get(i));
    }
  }
}
