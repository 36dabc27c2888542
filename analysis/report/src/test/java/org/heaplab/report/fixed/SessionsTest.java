package org.heaplab.report.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final ComparedAllocator MOVER = MadeUp.java("mover", "f");
  private static final ComparedAllocator RIGID = MadeUp.java("rigid", "g");
  private static final int HEAP = 4 << 20;

  private static TraceResults session(String name, int rigidPages) {
    Cell mover = MadeUp.cell(MOVER, name, Map.of());
    Cell rigid = MadeUp.cell(RIGID, name, Map.of());
    add(mover, 3 << 20, 10);
    add(mover, HEAP, 8);
    add(rigid, 3 << 20, rigidPages);
    add(rigid, HEAP, 1);
    return MadeUp.trace(name, mover, rigid);
  }

  private static void add(Cell cell, int session, int pages) {
    var row = new HashMap<String, Object>();
    row.put("heap_bytes", HEAP);
    row.put("session_bytes", session);
    row.put("pages", 10);
    row.put("pages_done", pages);
    row.put("completed", pages == 10);
    row.put("request_bytes", 100);
    row.put("free_bytes", 1 << 20);
    row.put("lying_bytes", 50);
    row.put("live_bytes", 3 << 20);
    cell.add(Row.of(FixedHeapTables.SESSION, cell.key(), row));
  }

  private static ExperimentResults results() {
    return MadeUp.results(
        MadeUp.about("e", "mover", List.of()),
        List.of(MOVER, RIGID),
        session("a", 2),
        session("b", 4));
  }

  @Test
  void roomToSpareIsWhatAHeapHasBeyondItsSession() {
    Sessions roomy = Sessions.of(results(), true).getFirst();
    assertEquals(10, roomy.pages(MOVER).value());
    assertEquals(3, roomy.pages(RIGID).value());
    assertTrue(roomy.pages(RIGID).hasInterval());
    assertEquals(0, roomy.refused(MOVER));
    assertFalse(roomy.atRefusal(MOVER, "free_bytes").exists());
    assertEquals(2, roomy.refused(RIGID));
    Sessions tight = Sessions.of(results(), false).getFirst();
    assertEquals(8, tight.pages(MOVER).value());
    assertEquals(1, tight.pages(RIGID).value());
  }

  @Test
  void thereIsATableOfEachHeap() {
    List<TextTable> tables = TableKind.SESSIONS.of(results(), FigureCatalogue.USUAL);
    assertEquals(2, tables.size());
    assertTrue(tables.getFirst().caption().startsWith("Heaps of 4.00 MiB with room"));
    List<TextTable.Entry> rigid = tables.getFirst().rows().getLast();
    assertEquals("2 of 2", rigid.get(2).text());
    assertEquals("1.00 MiB", rigid.get(4).text());
  }

  @Test
  void theFigureHasAPointForEachHeap() {
    ExperimentResults results = results();
    String kind = "sessions-roomy";
    String svg =
        FigureFile.pageSvg(
            FigureCatalogue.USUAL
                .overall()
                .get(kind)
                .draw(
                    new FigurePlan(FigureRequest.of(kind, kind, "T", "c"), List.of()),
                    results,
                    new Palette(results.allocators(), List.of(results.experiment())))
                .orElseThrow(),
            "t");
    assertTrue(svg.contains("4.00 MiB: 10.0<"), svg);
    assertTrue(svg.contains("4.00 MiB: 3.0<"), svg);
  }

  @Test
  void whereNoSessionsWereMeasuredThereIsNothing() {
    ExperimentResults none = MadeUp.results(results().experiment(), results().allocators());
    assertEquals(List.of(), TableKind.SESSIONS.of(none, FigureCatalogue.USUAL));
  }
}
