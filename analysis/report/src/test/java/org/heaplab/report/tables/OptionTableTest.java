package org.heaplab.report.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class OptionTableTest {
  private static final ComparedAllocator PLAIN = MadeUp.java("ours", "f");
  private static final ComparedAllocator ALIGNED = MadeUp.java("ours:align=malloc", "f");
  private static final ComparedAllocator ALONE = MadeUp.java("other:align=malloc", "f");

  private static TraceResults trace(String name, double plain, double aligned) {
    return MadeUp.trace(
        name,
        MadeUp.cell(PLAIN, name, Map.of("mean_ratio", plain)),
        MadeUp.cell(ALIGNED, name, Map.of("mean_ratio", aligned)),
        MadeUp.cell(ALONE, name, Map.of("mean_ratio", 9.0)));
  }

  private static ExperimentResults results(Variation varied, TraceResults... traces) {
    var figure = FigureRequest.of("dots", "d", "T", "c", Metrics.MEAN_RATIO);
    var experiment =
        new Experiment(
            "e", "", "", "ours", "", List.of(), varied, false, List.of(figure), List.of());
    return MadeUp.results(experiment, List.of(PLAIN, ALIGNED, ALONE), traces);
  }

  private static List<List<String>> rows(ExperimentResults results) {
    return TableKind.OPTION.of(results, FigureCatalogue.USUAL).stream()
        .flatMap(table -> table.rows().stream())
        .map(row -> row.stream().map(TextTable.Entry::whole).toList())
        .toList();
  }

  @Test
  void aRowIsAnAllocatorThatWasMeasuredWithTheOptionAndWithoutIt() {
    var align = new Variation("align", null, false);
    // The ratios are 1.1 and 1.1: the interval over traces has no length.
    assertEquals(
        List.of(List.of("ours:align=malloc", "1.556 exact", "× 1.100 (1.100–1.100)")),
        rows(results(align, trace("a", 1, 1.1), trace("b", 2, 2.2))));
  }

  @Test
  void withoutSuchPairsThereIsNoTable() {
    TraceResults trace = trace("a", 1, 1.1);
    assertTrue(rows(results(null, trace)).isEmpty());
    assertTrue(rows(results(new Variation("page", null, false), trace)).isEmpty());
  }
}
