package org.heaplab.report.heapmap;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;

/// The heap maps of a trace side by side, with a slider that says what was there at a time. The
/// script that moves it is heapmap.js.
public record HeapMapSection(MeasuredTrace trace) {
  /// @param figures the figures that were drawn of something
  /// @return nothing when no heap was walked
  public DomContent html(Function<Object, DomContent> figures) {
    List<OfAllocator> mapped =
        trace.cells().stream().filter(one -> HeapMap.of(one.cell()).isPresent()).toList();
    if (mapped.isEmpty()) return rawHtml("");
    int points = HeapMap.of(mapped.getFirst().cell()).orElseThrow().points().size();
    return div(
            h3("What lies where"),
            p(unmapped()).withClass("muted"),
            div(each(mapped, one -> map(one, figures))).withClass("maps"),
            slider(points))
        .withClass("heap-maps");
  }

  private static DivTag map(OfAllocator one, Function<Object, DomContent> figures) {
    HeapMap map = HeapMap.of(one.cell()).orElseThrow();
    return div(
            figures.apply(one),
            tag("output").withClass("then"),
            script(rawHtml(points(map))).withType("application/json"))
        .withClass("heap-map")
        .attr("data-allocator-name", one.allocator().name());
  }

  private static DivTag slider(int points) {
    return div(label(
            text("Time "),
            input()
                .withType("range")
                .withMin("0")
                .withMax(Integer.toString(points - 1))
                .withValue(Integer.toString(points - 1))))
        .withClass("time");
  }

  /// For each point: operations done, live, held, free and moved bytes.
  private static String points(HeapMap map) {
    return map.points().stream()
        .map(
            point ->
                "[%d,%d,%d,%d,%d]"
                    .formatted(
                        point.op(),
                        point.liveBytes(),
                        point.heldBytes(),
                        point.freeBytes(),
                        point.movedBytes()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String unmapped() {
    String natives =
        trace.cells().stream()
            .map(OfAllocator::allocator)
            .filter(one -> one.isNative() && one.competes())
            .map(one -> one.name())
            .collect(Collectors.joining(", "));
    String why =
        "A map is made by walking along the heap, block by block, and only heaplab's own allocators"
            + " can be walked.";
    return natives.isEmpty()
        ? why
        : why
            + " A native allocator does not tell where its blocks lie, so there is no map of "
            + natives
            + ".";
  }
}
