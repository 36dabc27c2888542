package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is added to the catalogues is found on the page, without a change to the report.
class AddedEntriesTest {
  @Test
  void aKindOfFigureAMetricAndAnExperimentThatAreAddedAreOnThePage(@TempDir Path folder)
      throws IOException {
    var taste =
        new Metric(
            "taste",
            "taste of a heap",
            Kind.REAL,
            Unit.RATIO,
            Basis.SPACE,
            "How it tastes.",
            cell -> 3.25,
            null);
    FigureCatalogue usual = FigureCatalogue.USUAL;
    var metrics = new ArrayList<>(usual.metrics());
    metrics.add(taste);
    var kinds = new HashMap<>(usual.overall());
    kinds.put(
        "plate",
        (plan, results, palette) ->
            Optional.of(new Drawing("A plate of " + plan.metrics().getFirst().name(), "", 300, 9)));
    var experiment =
        new Experiment(
            "tasting",
            "How does it taste?",
            "",
            "cake",
            "",
            List.of(MadeUp.natives("pie")),
            null,
            true,
            List.of(
                FigureRequest.of("plate", "plate", "On the plate", "Eat it.", taste),
                FigureRequest.of("dots", "tastes", "All tastes", "Dots.", taste)),
            List.of(Bar.ofMean("taste, geometric mean", taste, 4.0, 3.0)));
    ComparedAllocator cake = MadeUp.java("cake", "sweets");
    ComparedAllocator pie = MadeUp.java("pie", "sweets");
    ExperimentResults results =
        MadeUp.results(
            experiment,
            List.of(cake, pie),
            MadeUp.trace(
                "one", MadeUp.cell(cake, "one", Map.of()), MadeUp.cell(pie, "one", Map.of())));
    List<Path> files =
        Report.render(
            folder,
            MadeUp.run(results),
            new FigureCatalogue(metrics, kinds, usual.perTrace(), usual.perAllocator()),
            (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertTrue(files.contains(folder.resolve("figures/plate.svg")), files.toString());
    assertTrue(files.contains(folder.resolve("figures/tastes.pdf")), files.toString());
    for (String words :
        List.of(
            "How does it taste?",
            "A plate of taste",
            "What cake has to reach",
            "taste, geometric mean",
            "How it tastes.",
            "data-values=\"tasting/one/taste\"")) {
      assertTrue(text.contains(words), words);
    }
  }
}
