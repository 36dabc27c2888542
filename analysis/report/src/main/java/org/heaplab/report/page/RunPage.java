package org.heaplab.report.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.NavTag;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.diagnosis.Comparison;
import org.heaplab.report.diagnosis.Diagnosis;
import org.heaplab.report.diagnosis.Finding;
import org.heaplab.report.diagnosis.Standing;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.RenderedFigure;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.Manifest;

/// The page about a run: one file that needs nothing beside itself.
public final class RunPage {
  private final Run run;
  private final List<String> notes;
  private final FigureCatalogue catalogue;
  private final Palette palette;
  private final Names names;
  private final FigureList figures;
  private final List<MeasuredTrace> traces;

  private RunPage(
      Run run,
      List<String> notes,
      FigureCatalogue catalogue,
      Palette palette,
      List<RenderedFigure> figures) {
    this.run = run;
    this.notes = notes;
    this.catalogue = catalogue;
    this.palette = palette;
    this.names = new Names(palette, run.allocators());
    this.figures = new FigureList(figures, names);
    this.traces =
        run.experiments().stream()
            .flatMap(
                results ->
                    results.traces().stream().map(trace -> new MeasuredTrace(results, trace)))
            .toList();
  }

  /// @param notes what the reader must know of gaps in the run, one sentence each
  /// @param figures in the order of the page
  public static String of(
      Run run,
      List<String> notes,
      FigureCatalogue catalogue,
      Palette palette,
      List<RenderedFigure> figures) {
    return new RunPage(run, notes, catalogue, palette, figures).page();
  }

  private String page() {
    var description = new RunDescription(run);
    return document(
        html(
                PageParts.head(titleOf(run)),
                body(
                    contents(),
                    main(
                        header(
                            h1("Where the memory goes"),
                            p(lead()).withClass("lead"),
                            description.line(),
                            answer(),
                            gaps()),
                        each(run.experiments(), this::overall),
                        each(traces, this::trace),
                        section(h2("What the numbers mean"), Definitions.html(catalogue.metrics()))
                            .withId("definitions"),
                        section(h2("How this run was made"), description.html())
                            .withId("manifest")),
                    script(rawHtml(new RunJson(run, catalogue.metrics(), palette).text()))
                        .withType("application/json")
                        .withId("run"),
                    script(
                        rawHtml(PageParts.resource("page.js") + PageParts.resource("heapmap.js")))))
            .withLang("en"));
  }

  private static String titleOf(Run run) {
    String start = run.manifest().start();
    return "heaplab: " + (start == null ? "a run" : start);
  }

  private DomContent overall(ExperimentResults results) {
    return new ExperimentSection(run, results, titleOf(results), catalogue, names).html(figures);
  }

  private DomContent trace(MeasuredTrace trace) {
    return new TraceSection(
            trace,
            titleOf(trace),
            traces.size() == 1,
            catalogue.metrics(),
            names,
            run.manifest().seed())
        .html(figures);
  }

  /// Of a run with one trace, what is wrong with its program's memory comes first; of one with two,
  /// what differs; of any other, where the allocators stand.
  private DomContent answer() {
    List<Finding> findings =
        switch (traces.size()) {
          case 1 -> Diagnosis.of(traces.getFirst());
          case 2 -> Comparison.of(traces.getFirst(), traces.getLast());
          default -> List.of();
        };
    if (!findings.isEmpty()) return new FindingList(findings).html();
    return each(run.experiments(), results -> new FindingList(Standing.of(results)).html());
  }

  private String lead() {
    long real = traces.stream().filter(trace -> trace.trace().real()).count();
    String workloads =
        traces.size() == 1
            ? "1 trace, " + (real == 1 ? "recorded from a real program" : "synthetic")
            : "%d traces, %d of them recorded from real programs".formatted(traces.size(), real);
    long allocators = run.allocators().stream().filter(allocator -> !allocator.isHarness()).count();
    return "%d allocators, %s.".formatted(allocators, workloads);
  }

  /// What is not on the page: what could not be read or drawn, and allocators that the machine
  /// lacks.
  private DomContent gaps() {
    var all = new ArrayList<>(notes);
    for (Manifest.Missing missing : run.manifest().missing()) {
      all.add("%s is missing: %s".formatted(missing.allocator(), missing.reason()));
    }
    if (all.isEmpty()) return rawHtml("");
    return ul(each(all, note -> li(note))).withClass("notes");
  }

  private NavTag contents() {
    return PageParts.contents(
        ul(
            each(
                run.experiments(),
                results -> link(PageIds.experiment(results.name()), titleOf(results))),
            each(
                traces,
                trace ->
                    link(PageIds.trace(trace.experiment().name(), trace.name()), titleOf(trace))),
            link("definitions", "What the numbers mean"),
            link("manifest", "How this run was made")));
  }

  private static LiTag link(String id, String words) {
    return li(a(words).withHref("#" + id));
  }

  private String titleOf(ExperimentResults results) {
    return run.experiments().size() == 1 ? "Overall" : "Overall: " + results.name();
  }

  private String titleOf(MeasuredTrace trace) {
    return run.experiments().size() == 1
        ? trace.name()
        : "%s (%s)".formatted(trace.name(), trace.experiment().name());
  }
}
