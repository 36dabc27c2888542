package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;
import org.heaplab.results.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a page has what the places in a program strand over time.
class StrandedFigureTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static Cell cell() {
    Cell cell = MadeUp.cell(OURS, "app", Map.of());
    add(cell, SiteTables.SITE, Map.of("live_bytes_at_peak", 10));
    add(cell, SiteTables.STRANDED, Map.of("on_average", 20.0));
    add(cell, SiteTables.STRANDED_OVER_TIME, Map.of("op", 1, "bytes", 10));
    add(cell, SiteTables.STRANDED_OVER_TIME, Map.of("op", 2, "bytes", 30));
    return cell;
  }

  private static void add(Cell cell, Table table, Map<String, ?> values) {
    var all = new HashMap<String, Object>(values);
    all.put("site", "store");
    cell.add(Row.of(table, cell.key(), all));
  }

  @Test
  void theFigureStandsOnceAboveTheTableOfPlaces(@TempDir Path folder) throws IOException {
    var experiment =
        new Experiment(
            "e",
            "",
            "",
            "ours",
            "",
            List.of(),
            null,
            true,
            List.of(FigureRequest.of("stranded", "stranded", "Over time", "See.")),
            List.of());
    Report.render(
        folder,
        MadeUp.run(MadeUp.results(experiment, List.of(OURS), MadeUp.trace("app", cell()))),
        FigureCatalogue.USUAL,
        (done, total, what) -> {});
    String page = Files.readString(folder.resolve("report.html"));
    int heading = page.indexOf("Which places in the program strand the memory");
    int figure = page.indexOf("id=\"figure-stranded-app\"");
    int table = page.indexOf("Places in the program of app");
    assertTrue(0 < heading && heading < figure, heading + ", " + figure);
    assertTrue(figure < table, figure + ", " + table);
    assertEquals(2, page.split("id=\"figure-stranded-app\"", -1).length);
    assertTrue(Files.exists(folder.resolve("figures/stranded-app.pdf")));
  }
}
