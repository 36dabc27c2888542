package org.heaplab.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.regex.Pattern;
import org.heaplab.report.MadeUp;
import org.heaplab.results.manifest.ComparedAllocator;
import org.junit.jupiter.api.Test;

class PageGraphicsTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours:share=0.125,x<y", "f");
  private static final Color MARKED = new Color(1, 2, 3);

  private static Drawing drawing() {
    var drawing =
        new Drawing("Heading", "", 300, 9)
            .xAxis("x", new Axis.Linear(0, 1, TickText::of))
            .yAxis("y", new Axis.Linear(0, 1, TickText::of));
    double[] xs = {0, 1};
    double[] ys = {0.2, 0.9};
    drawing.add(new Mark.Curve(xs, ys, Color.RED, new BasicStroke(1)));
    drawing.of(OURS, () -> drawing.add(new Mark.Curve(ys, xs, MARKED, new BasicStroke(1))));
    drawing.of(
        OURS,
        () ->
            drawing.add(
                (g, frame) ->
                    PageGraphics.tell(
                        g, new Point2D.Double(frame.x(0.5), frame.y(0.5)), "ours\n1 & 2")));
    return drawing;
  }

  @Test
  void whatBelongsToAnAllocatorHasItsNumberOnAPage() {
    String svg = ThemedSvg.svg(FigureFile.pageSvg(drawing(), "t"), "n", List.of("a", OURS.name()));
    List<String> owned =
        Pattern.compile("<[a-z]+ [^>]*data-allocator=\"1\"[^>]*>")
            .matcher(svg)
            .results()
            .map(one -> one.group())
            .toList();
    assertEquals(2, owned.size(), owned.toString());
    assertTrue(owned.getFirst().contains("rgb(1,2,3)"), owned.getFirst());
    assertTrue(owned.getLast().startsWith("<circle class=\"spot\""), owned.getLast());
    assertTrue(svg.contains("<title>ours\n1 &amp; 2</title>"), svg);
  }

  @Test
  void aPageThatKnowsNoAllocatorsHasNoNumbers() {
    String svg = ThemedSvg.svg(FigureFile.pageSvg(drawing(), "t"), "n");
    assertFalse(svg.contains("data-allocator"), svg);
  }

  @Test
  void aFileHasNeitherNamesNorPlacesToPointAt() {
    String svg = FigureFile.svg(drawing(), "t");
    assertFalse(svg.contains("data-allocator"), svg);
    assertFalse(svg.contains("<circle"), svg);
  }
}
