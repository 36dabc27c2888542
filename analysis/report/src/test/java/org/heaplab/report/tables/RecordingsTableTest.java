package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.junit.jupiter.api.Test;

class RecordingsTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "handle");

  private static TraceResults trace(String name, double peakRatio) {
    return MadeUp.trace(name, MadeUp.cell(OURS, name, Map.of("peak_ratio", peakRatio)));
  }

  private static List<TextTable> tables(TraceResults... traces) {
    return TableKind.RECORDINGS.of(
        MadeUp.results(Experiment.plain("e", "", ""), List.of(OURS), traces),
        FigureCatalogue.USUAL);
  }

  @Test
  void recordingsOfOneProgramAreOneRowWithTheirRange() {
    TextTable peak =
        tables(trace("game", 1.2), trace("game-2", 1.1), trace("game-3", 1.25), trace("alone", 1.5))
            .getFirst();
    assertEquals(
        List.of(List.of("game", "3", "1.100–1.250")),
        peak.rows().stream()
            .map(row -> row.stream().map(TextTable.Entry::whole).toList())
            .toList());
  }

  @Test
  void withoutASecondRecordingThereIsNoTable() {
    assertEquals(List.of(), tables(trace("alone", 1.5), trace("other", 1.2)));
  }
}
