package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Model;
import org.junit.jupiter.api.Test;

class ModelsTableTest {
  private static final ComparedAllocator NEAR = MadeUp.java("near:align=malloc", "general");
  private static final ComparedAllocator FAR = MadeUp.java("far", "general");
  private static final ComparedAllocator ORIGINAL = MadeUp.rival("original");
  private static final ComparedAllocator OTHER = MadeUp.rival("other");

  private static final List<Model> MODELS =
      List.of(
          new Model(NEAR.name(), ORIGINAL.name()),
          new Model(FAR.name(), OTHER.name()),
          new Model("absent", OTHER.name()));

  private static TraceResults trace(String name, double near, double far, double original) {
    return MadeUp.trace(
        name,
        MadeUp.cell(NEAR, name, Map.of("peak_ratio", near, "mean_ratio", near)),
        MadeUp.cell(FAR, name, Map.of("peak_ratio", far, "mean_ratio", near)),
        MadeUp.cell(ORIGINAL, name, Map.of("peak_ratio", original, "mean_ratio", original)),
        MadeUp.cell(OTHER, name, Map.of("peak_ratio", original, "mean_ratio", original)));
  }

  private static List<TextTable> tables(List<Model> models) {
    Experiment plain = MadeUp.beside(FAR.name(), List.of(), models, List.of(), List.of());
    ExperimentResults results =
        MadeUp.results(
            plain,
            List.of(NEAR, FAR, ORIGINAL, OTHER),
            trace("a", 1.1, 1.5, 1),
            trace("b", 2.1, 3, 2));
    return TableKind.MODELS.of(results, FigureCatalogue.USUAL);
  }

  private static List<String> texts(List<TextTable.Entry> row) {
    return row.stream().map(TextTable.Entry::text).toList();
  }

  @Test
  void aModelIsWithinTenPercentInBoth() {
    TextTable table = tables(MODELS).getFirst();
    assertEquals(2, table.rows().size());
    assertEquals(
        List.of(
            "near:align=malloc",
            "original",
            "1.520",
            "1.414",
            "× 1.075",
            "1.520",
            "1.414",
            "× 1.075",
            "model"),
        texts(table.rows().getFirst()));
    assertEquals(Tone.GOOD, table.rows().getFirst().getLast().tone());
  }

  @Test
  void whatIsNoModelSaysByHowMuch() {
    List<TextTable.Entry> row = tables(MODELS).getFirst().rows().getLast();
    assertTrue(row.getLast().text().matches("peak .*50\\.0 % above"), row.getLast().text());
    assertEquals(Tone.BAD, row.getLast().tone());
  }

  @Test
  void quotientsStandTraceByTrace() {
    TextTable table = tables(MODELS).getLast();
    assertEquals(5, table.columns().size());
    assertEquals(
        List.of("b", "× 1.050", "× 1.050", "× 1.500", "× 1.050"), texts(table.rows().getLast()));
  }

  @Test
  void withoutModelsThereIsNoTable() {
    assertTrue(tables(List.of()).isEmpty());
    assertTrue(tables(List.of(new Model("absent", "other"))).isEmpty());
  }
}
