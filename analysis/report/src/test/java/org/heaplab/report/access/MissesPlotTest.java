package org.heaplab.report.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.LocalityMetrics;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;
import org.junit.jupiter.api.Test;

class MissesPlotTest {
  private static final ComparedAllocator MOVES = MadeUp.java("moves", "f");
  private static final ComparedAllocator STAYS = MadeUp.java("stays", "g");
  private static final FigurePlan PLAN =
      new FigurePlan(
          FigureRequest.of("misses", "misses", "Misses", "c", LocalityMetrics.L1_MISSES),
          List.of(LocalityMetrics.L1_MISSES));

  private static Cell cell(ComparedAllocator allocator, String trace, int lying, int compacted) {
    Cell cell = MadeUp.cell(allocator, trace, Map.of());
    add(cell, lying, 0);
    add(cell, compacted, 8);
    Map<String, ?> order =
        Map.of(
            "placement",
            "used together",
            "accesses",
            1000,
            "l1_misses",
            10,
            "l2_misses",
            1,
            "tlb_misses",
            1);
    return cell.add(Row.of(AccessTables.PLACEMENT, cell.key(), order));
  }

  private static void add(Cell cell, int misses, int compactions) {
    cell.add(
        Row.of(
            AccessTables.LOCALITY,
            cell.key(),
            Map.of(
                "compactions",
                compactions,
                "accesses",
                1000,
                "l1_misses",
                misses,
                "l2_misses",
                1,
                "tlb_misses",
                1)));
  }

  private static Optional<Drawing> draw(Cell... cells) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "moves", List.of()),
            List.of(MOVES, STAYS),
            MadeUp.trace("one", cells));
    return MissesPlot.draw(
        PLAN, results, new Palette(results.allocators(), List.of(results.experiment())));
  }

  @Test
  void aHeapThatCompactionChangesHasTwoRows() {
    String svg =
        FigureFile.pageSvg(
            draw(cell(MOVES, "one", 40, 20), cell(STAYS, "one", 70, 70)).orElseThrow(), "t");
    for (String text : List.of("moves", "4 %", "moves, compacted", "2 %", "stays", "7 %")) {
      assertTrue(svg.contains(">" + text + "<"), text + " in " + svg);
    }
    assertTrue(svg.contains(">used together<") && svg.contains(">1 %<"), svg);
    assertFalse(svg.contains("stays, compacted"), svg);
  }

  @Test
  void thereIsNoneWithoutAccesses() {
    assertEquals(Optional.empty(), draw(MadeUp.cell(MOVES, "one", Map.of())));
  }
}
