package org.heaplab.report.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;
import org.junit.jupiter.api.Test;

class LockSharesOverTimeTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("lock-shares", "lock-shares", "T", "c"), List.of());

  private static Optional<Drawing> draw(Cell cell) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()), List.of(OURS), MadeUp.trace("one", cell));
    return LockSharesOverTime.draw(
        PLAN,
        new MeasuredTrace(results, results.traces().getFirst()),
        new Palette(results.allocators(), List.of(results.experiment())));
  }

  private static void add(Cell cell, String policy, int op, double blocks, double bytes) {
    cell.add(
        Row.of(
            AccessTables.LOCK_SHARE,
            cell.key(),
            Map.of("policy", policy, "op", op, "blocks", blocks, "bytes", bytes)));
  }

  @Test
  void eachPolicyHasItsMeanShareOfBytesAndOfBlocks() {
    Cell cell = MadeUp.cell(OURS, "one", Map.of());
    add(cell, "steve", 10, 0.01, 0.03);
    add(cell, "steve", 20, 0.02, 0.05);
    add(cell, "life", 10, 0.5, 0.7);
    add(cell, "life", 20, 0.7, 0.8);
    String svg = FigureFile.pageSvg(draw(cell).orElseThrow(), "t");
    for (String text :
        List.of("steve, bytes", "4.0 %", "steve, blocks", "1.5 %", "life, bytes", "75.0 %")) {
      assertTrue(svg.contains(">" + text + "<"), text + " in " + svg);
    }
  }

  @Test
  void thereIsNoneOfATraceWithoutAccesses() {
    assertEquals(Optional.empty(), draw(MadeUp.cell(OURS, "one", Map.of())));
  }
}
