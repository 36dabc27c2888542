package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.report.FixedHeaps;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.FigureRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedHeapFiguresTest {
  private static final ExperimentResults RESULTS = FixedHeaps.results();
  private static final FigureCatalogue CATALOGUE = FigureCatalogue.USUAL;

  private static FigurePlan plan(String kind) {
    return new FigurePlan(FigureRequest.of(kind, kind, "T", "c"), List.of());
  }

  private static Palette palette() {
    return new Palette(RESULTS.allocators(), List.of(RESULTS.experiment()));
  }

  private static String ofTrace(String kind) {
    var trace = new MeasuredTrace(RESULTS, RESULTS.traces().getFirst());
    return FigureFile.pageSvg(
        CATALOGUE.perTrace().get(kind).draw(plan(kind), trace, palette()).orElseThrow(), "t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"largest-loose", "windows-loose"})
  void theLoosestHeapHasALineForEach(String kind) {
    String svg = ofTrace(kind);
    assertTrue(svg.contains("4 × live, hold 0<"), svg);
    for (String name : List.of("mover", "other", "rigid")) {
      assertTrue(svg.contains(">" + name + "<"), svg);
    }
  }

  @Test
  void whatRefusedARequestSaysSo() {
    assertTrue(ofTrace("largest-tight").contains(">refused<"));
  }

  @Test
  void ranksShowTies() {
    String svg =
        FigureFile.pageSvg(
            CATALOGUE.overall().get("ranks").draw(plan("ranks"), RESULTS, palette()).orElseThrow(),
            "t");
    assertTrue(svg.contains(">1=  (0.00)<"), svg);
    assertTrue(svg.contains(">3  (0.67)<"), svg);
  }

  @Test
  void whereNothingIsOfFixedSizeThereIsNothing() {
    ExperimentResults none = MadeUp.results(RESULTS.experiment(), RESULTS.allocators());
    assertTrue(CATALOGUE.overall().get("ranks").draw(plan("ranks"), none, palette()).isEmpty());
    assertEquals(List.of(), TableKind.FIXED_HEAPS.of(none, CATALOGUE));
  }

  @Test
  void aTableOfEachSetUpHasRanksByBlockAndByTime() {
    List<TextTable> tables = TableKind.FIXED_HEAPS.of(RESULTS, CATALOGUE);
    assertEquals(4, tables.size());
    List<String> first = tables.getFirst().rows().stream().map(row -> row.get(1).text()).toList();
    assertEquals(List.of("1=", "1=", "3"), first);
    List<String> byTime =
        tables.getFirst().rows().stream().map(row -> row.getLast().text()).toList();
    assertEquals(List.of("2=", "2=", "1"), byTime);
    assertEquals("–", tables.getLast().rows().getLast().getLast().text());
  }
}
