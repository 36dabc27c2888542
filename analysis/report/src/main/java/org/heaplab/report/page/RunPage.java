package org.heaplab.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.heaplab.report.Numbers;
import org.heaplab.report.figure.RenderedFigure;
import org.heaplab.report.bars.HandleBars;
import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Themed;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.Subject;

/// The page about a run: one file that needs nothing beside itself.
public final class RunPage {
  private final Run run;
  private final List<String> notes;
  private final Names names;
  private final List<RenderedFigure> figures;

  private RunPage(Run run, List<String> notes, Palette palette, List<RenderedFigure> figures) {
    this.run = run;
    this.notes = notes;
    this.names = new Names(palette);
    this.figures = figures;
  }

  /// @param notes what the reader must know of gaps in the run, one sentence each
  /// @param figures in the order of the page
  public static String of(
      Run run, List<String> notes, Palette palette, List<RenderedFigure> figures) {
    return new RunPage(run, notes, palette, figures).html();
  }

  private String html() {
    var main = new StringBuilder();
    for (Experiment experiment : run.experiments()) main.append(overall(experiment));
    for (Experiment experiment : run.experiments()) {
      for (Subject subject : experiment.subjects()) main.append(trace(subject));
    }
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>heaplab: %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <nav aria-label="Contents">
        %s</nav>
        <main>
        <header>
        <h1>Where the memory goes</h1>
        <p class="lead">%s</p>
        %s%s</header>
        %s<section id="definitions"><h2>What the numbers mean</h2>
        %s</section>
        <section id="manifest"><h2>How this run was made</h2>
        %s</section>
        </main>
        <script>
        %s</script>
        </body>
        </html>
        """
        .formatted(
            Html.escape(String.valueOf(run.manifest().getOrDefault("start", "a run"))),
            resource("page.css"),
            contents(),
            lead(),
            ManifestBlock.line(run.manifest()),
            notes(),
            main,
            Definitions.html(),
            ManifestBlock.html(run.manifest()),
            resource("page.js"));
  }

  private String lead() {
    long traces = run.experiments().stream().mapToLong(e -> e.subjects().size()).sum();
    long real =
        run.experiments().stream()
            .flatMap(experiment -> experiment.subjects().stream())
            .filter(Subject::real)
            .count();
    return "%d allocators on %d traces, %d of them recorded from real programs."
        .formatted(
            run.allocators().stream().filter(allocator -> !allocator.doesNothing()).count(),
            traces,
            real);
  }

  private String notes() {
    if (notes.isEmpty()) return "";
    var html = new StringBuilder("<ul class=\"notes\">\n");
    for (String note : notes) html.append("<li>").append(Html.escape(note)).append("</li>\n");
    return html.append("</ul>\n").toString();
  }

  private String contents() {
    var html = new StringBuilder("<p class=\"brand\">heaplab</p>\n<ul>\n");
    for (Experiment experiment : run.experiments()) {
      html.append(link(id(experiment), title(experiment)));
    }
    for (Experiment experiment : run.experiments()) {
      for (Subject subject : experiment.subjects()) html.append(link(id(subject), title(subject)));
    }
    return html.append(link("definitions", "What the numbers mean"))
        .append(link("manifest", "How this run was made"))
        .append("</ul>\n")
        .toString();
  }

  private static String link(String id, String title) {
    return "<li><a href=\"#%s\">%s</a></li>\n".formatted(id, Html.escape(title));
  }

  private String overall(Experiment experiment) {
    var summary = new SummaryTable(experiment);
    var html = new StringBuilder();
    html.append(
        "<section id=\"%s\"><h2>%s</h2>\n"
            .formatted(id(experiment), Html.escape(title(experiment))));
    html.append(unfinished(experiment));
    HandleBars.of(experiment).ifPresent(bars -> html.append(BarsTable.html(bars)));
    html.append(Headline.html(summary, names));
    html.append(summary.html(names));
    html.append(new Exceptions(run, names).html(experiment));
    html.append(figuresOf(experiment));
    html.append("<h3>Trace by trace</h3>\n");
    for (Metric metric : SummaryTable.METRICS) {
      html.append(new MatrixTable(experiment, metric).html(names));
    }
    return html.append("</section>\n").toString();
  }

  private static String unfinished(Experiment experiment) {
    int candidates = experiment.candidates().size();
    int compared = experiment.compared().size();
    if (candidates == compared) return "";
    return "<p class=\"notes\">%d of %d traces have been measured with every allocator; means are over these.</p>\n"
        .formatted(compared, candidates);
  }

  private String trace(Subject subject) {
    return """
        <section id="%s"><h2>%s <span class="tag">%s</span></h2>
        <p class="facts">%s</p>
        %s%s</section>
        """
        .formatted(
            id(subject),
            Html.escape(title(subject)),
            subject.real() ? "recorded" : "synthetic",
            facts(subject),
            figuresOf(subject),
            new TraceTable(subject).html(names));
  }

  private static String facts(Subject subject) {
    return subject.cells().stream()
        .filter(cell -> cell.hasSpace() && Metric.PEAK_LIVE_BYTES.of(cell) > 0)
        .findFirst()
        .map(
            cell ->
                "%s operations, at most %s live"
                    .formatted(
                        Numbers.count(Metric.OPS.of(cell)),
                        Numbers.bytes(Metric.PEAK_LIVE_BYTES.of(cell))))
        .orElse("");
  }

  private String figuresOf(Object subject) {
    var html = new StringBuilder("<div class=\"figures\">\n");
    for (RenderedFigure figure : figures) {
      if (figure.subject().equals(subject)) html.append(figure(figure));
    }
    return html.append("</div>\n").toString();
  }

  private static String figure(RenderedFigure figure) {
    return """
        <figure id="figure-%1$s">
        %2$s
        <figcaption><b>%3$s.</b> %4$s <span class="files"><a href="figures/%1$s.svg">SVG</a> <a href="figures/%1$s.pdf">PDF</a> <a href="figures/%1$s.png">PNG</a></span></figcaption>
        </figure>
        """
        .formatted(
            Html.escape(figure.file()),
            Themed.svg(figure.svg(), figure.file()),
            Html.escape(figure.figure().title()),
            Html.escape(figure.figure().caption()));
  }

  private static String id(Experiment experiment) {
    return "experiment-" + Html.id(experiment.name());
  }

  private static String id(Subject subject) {
    return "trace-" + Html.id(subject.experiment()) + "-" + Html.id(subject.trace());
  }

  private String title(Experiment experiment) {
    return run.experiments().size() == 1 ? "Overall" : "Overall: " + experiment.name();
  }

  private String title(Subject subject) {
    return run.experiments().size() == 1
        ? subject.trace()
        : subject.trace() + " (" + subject.experiment() + ")";
  }

  private static String resource(String name) {
    try (var stream = RunPage.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
