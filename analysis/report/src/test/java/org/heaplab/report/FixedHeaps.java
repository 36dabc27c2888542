package org.heaplab.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// Made-up results of allocators in heaps of fixed size: two that move blocks, without and with
/// held blocks, and one that does not.
public final class FixedHeaps {
  public static final ComparedAllocator MOVER = MadeUp.java("mover", "f");
  public static final ComparedAllocator OTHER = MadeUp.java("other", "f");
  public static final ComparedAllocator RIGID = MadeUp.java("rigid", "g");
  private static final ComparedAllocator MOVER_HELD = MadeUp.java("mover@hold=0.5", "f");
  private static final ComparedAllocator OTHER_HELD = MadeUp.java("other@hold=0.5", "f");
  private static final int HEAP = 1000;

  private FixedHeaps() {}

  /// In the heap of factor 4 all are equal at one point, and the first two at another. In that of
  /// 1.2, with blocks held, they differ at the last point, and the third is refused after the
  /// first.
  public static ExperimentResults results() {
    Cell mover = cell(MOVER);
    Cell other = cell(OTHER);
    Cell rigid = cell(RIGID);
    Cell moverHeld = cell(MOVER_HELD);
    Cell otherHeld = cell(OTHER_HELD);
    for (Cell cell : List.of(mover, other, moverHeld, otherHeld)) {
      heap(cell, 4, 0, true, 700, 701);
      heap(cell, 1.2, 7, true, 150, 120, cell == otherHeld ? 1 : 130);
      times(cell, 4, 20, 30);
      times(cell, 1.2, 50, cell == otherHeld ? 90 : 70);
    }
    heap(rigid, 4, 0, true, 700, 600);
    heap(rigid, 1.2, 0, false, 150);
    times(rigid, 4, 10, 10);
    return new ExperimentResults(
        new Experiment(
            "e",
            "",
            "",
            "mover",
            "",
            List.of(),
            new Variation("hold", 0.0, false),
            false,
            List.of(),
            List.of()),
        List.of(MadeUp.trace("t", mover, other, rigid, moverHeld, otherHeld)),
        List.of(MOVER, OTHER, RIGID, MOVER_HELD, OTHER_HELD),
        Map.of());
  }

  private static Cell cell(ComparedAllocator allocator) {
    return MadeUp.cell(allocator, "t", Map.of("allocated_bytes", 4000));
  }

  private static void heap(
      Cell cell, double factor, int compactions, boolean completed, int... granted) {
    var outcome = new HashMap<String, Object>();
    outcome.put("factor", factor);
    outcome.put("heap_bytes", HEAP);
    outcome.put("completed", completed);
    outcome.put("compactions", compactions);
    outcome.put("moved_bytes", compactions * 100);
    cell.add(Row.of(FixedHeapTables.FIXED, cell.key(), outcome));
    for (int i = 0; i < granted.length; i++) point(cell, factor, i + 1, granted[i]);
  }

  private static void point(Cell cell, double factor, int op, int granted) {
    cell.add(
        Row.of(
            FixedHeapTables.LARGEST,
            cell.key(),
            Map.of(
                "factor", factor,
                "op", op,
                "heap_bytes", HEAP,
                "free_bytes", 800,
                "lying_bytes", granted / 2,
                "granted_bytes", granted)));
  }

  private static void times(Cell cell, double factor, double... nanos) {
    for (int round = 0; round < MadeUp.PROCESSES; round++) {
      for (int i = 0; i < nanos.length; i++) {
        cell.add(
            Row.of(
                FixedHeapTables.WINDOW,
                cell.key(),
                Map.of(
                    "factor",
                    factor,
                    "round",
                    round,
                    "op",
                    i == 0 ? 1 : 4,
                    "ns_per_op",
                    nanos[i] + round)));
      }
    }
  }
}
