package org.heaplab.report.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import j2html.tags.specialized.FigureTag;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heaplab.report.drawing.ThemedSvg;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.RenderedFigure;
import org.heaplab.report.tables.TableKind;

/// The figures of a run on its page, each with its files.
record FigureList(List<RenderedFigure> figures, Names names) {
  /// Those that stand with no table.
  ///
  /// @param of what they were drawn of
  DomContent of(Object of) {
    return those(of, plan -> Stream.of(TableKind.values()).noneMatch(table -> table.has(plan)));
  }

  /// Those that stand with the tables of a kind.
  ///
  /// @param of the trace that they were drawn of
  DomContent with(TableKind table, MeasuredTrace of) {
    return those(of, table::has);
  }

  private DomContent those(Object of, Predicate<FigurePlan> isWanted) {
    List<RenderedFigure> chosen =
        figures.stream().filter(one -> one.of().equals(of) && isWanted.test(one.plan())).toList();
    return div(each(chosen, this::html)).withClass("figures");
  }

  private FigureTag html(RenderedFigure one) {
    String svg = ThemedSvg.svg(one.svg(), one.file(), names.inOrder());
    return figure(
            div(rawHtml(svg)).withClass("canvas"),
            figcaption(
                b(one.plan().title() + "."),
                text(" " + one.plan().request().caption() + " "),
                span(file(one, "svg"), text(" "), file(one, "pdf"), text(" "), file(one, "png"))
                    .withClass("files")))
        .withId(PageIds.figure(one.file()));
  }

  private static DomContent file(RenderedFigure one, String format) {
    return a(format).withHref("figures/%s.%s".formatted(one.file(), format));
  }
}
