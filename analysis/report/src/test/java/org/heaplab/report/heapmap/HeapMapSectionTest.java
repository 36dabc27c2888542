package org.heaplab.report.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import j2html.TagCreator;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

class HeapMapSectionTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator OTHER = MadeUp.java("other", "f");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");

  private static String html(Cell... cells) {
    ExperimentResults results =
        MadeUp.results(
            MadeUp.about("e", "ours", List.of()),
            List.of(OURS, OTHER, THEIRS),
            MadeUp.trace("one", cells));
    var trace = new MeasuredTrace(results, results.traces().getFirst());
    return new HeapMapSection(trace).html(of -> TagCreator.b("figure")).render();
  }

  private static Cell cell(ComparedAllocator allocator) {
    return MadeUp.cell(allocator, "one", Map.of());
  }

  @Test
  void withoutMapsThereIsNothing() {
    assertEquals("", html(cell(OURS), cell(THEIRS)));
  }

  @Test
  void oneSliderServesTheMapsOfATrace() {
    String html =
        html(MadeUpMap.add(cell(OURS), "9", "f", "9"), MadeUpMap.add(cell(OTHER), "9", "f", "9"));
    assertEquals(3, html.split("<b>figure</b>", -1).length, html);
    assertEquals(2, html.split("type=\"range\"", -1).length, html);
    assertTrue(html.contains("max=\"2\""), html);
    assertTrue(html.contains("[100,1000,4096,2000,0],[200,"), html);
  }

  @Test
  void itSaysWhoHasNoMap() {
    String html = html(MadeUpMap.add(cell(OURS), "9"), cell(THEIRS));
    assertTrue(html.contains("there is no map of theirs."), html);
  }
}
