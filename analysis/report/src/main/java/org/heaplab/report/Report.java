package org.heaplab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.figure.FigureKind;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.figure.RenderedFigure;
import org.heaplab.report.page.RunPage;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.results.Drafts;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;
import org.heaplab.results.TraceResults;

/// Turns the result files of a run into figures and a web page.
///
/// The same files give the same bytes. What a stopped run has not measured is left out, and the
/// page says so.
public final class Report {
  private static final String HEADLESS = "java.awt.headless";
  private static final String PAGE = "report.html";
  private static final List<String> FORMATS = List.of("svg", "pdf", "png");

  private final Path folder;
  private final RenderProgress progress;
  private final Run run;
  private final FigureCatalogue catalogue;
  private final Palette palette;
  private int begun;

  private Report(Path folder, Run run, FigureCatalogue catalogue, RenderProgress progress) {
    this.folder = folder;
    this.progress = progress;
    this.run = run;
    this.catalogue = catalogue;
    this.palette =
        new Palette(
            run.allocators(),
            run.experiments().stream().map(ExperimentResults::experiment).toList());
  }

  /// @param folder of a run; the figures go into its `figures` folder, the page is its
  ///   `report.html`
  /// @return the files written
  /// @throws org.heaplab.results.MalformedResult when a result file breaks a rule
  public static List<Path> render(Path folder, RenderProgress progress) throws IOException {
    return render(folder, RunFolder.read(folder), FigureCatalogue.USUAL, progress);
  }

  /// The same for a run that has been read already.
  ///
  /// @param catalogue the metrics and the kinds of figures that there are
  public static List<Path> render(
      Path folder, Run run, FigureCatalogue catalogue, RenderProgress progress) throws IOException {
    // A display that cannot be reached must not stop what needs none.
    if (System.getProperty(HEADLESS) == null) System.setProperty(HEADLESS, "true");
    return new Report(folder, run, catalogue, progress).render();
  }

  private List<Path> render() throws IOException {
    List<Job<?>> jobs = Lettering.isPossible() ? jobs() : List.of();
    List<RenderedFigure> figures = draw(jobs);
    progress.at(jobs.size(), jobs.size() + 1, PAGE);
    String page = RunPage.of(run, notes(), catalogue, palette, figures);
    write(PAGE, page.getBytes(StandardCharsets.UTF_8));
    progress.at(jobs.size() + 1, jobs.size() + 1, "done");
    List<Path> written = new ArrayList<>();
    for (RenderedFigure figure : figures) {
      for (String format : FORMATS) written.add(folder.resolve(path(figure.file(), format)));
    }
    written.add(folder.resolve(PAGE));
    return written;
  }

  private List<String> notes() {
    var notes = new ArrayList<>(run.notes());
    for (ExperimentResults results : run.experiments()) {
      notes.addAll(catalogue.notes(results.experiment()));
    }
    if (!Lettering.isPossible()) {
      notes.add(
          "there are no figures: Java finds no font; on Debian, fonts-dejavu-core and fontconfig");
    }
    return notes;
  }

  /// A figure that may be drawn, in the order of the page.
  ///
  /// @param file its name without extension
  private record Job<T>(FigureKind<T> kind, FigurePlan plan, T of, String file) {}

  private List<Job<?>> jobs() {
    var jobs = new ArrayList<Job<?>>();
    for (ExperimentResults results : run.experiments()) {
      for (FigurePlan plan : catalogue.overall(results.experiment())) {
        FigureKind<ExperimentResults> kind = catalogue.overall().get(plan.request().kind());
        jobs.add(new Job<>(kind, plan, results, fileName(plan.name(), nameOf(results))));
      }
      for (TraceResults trace : results.traces()) {
        for (FigurePlan plan : catalogue.perTrace(results.experiment())) {
          String name = fileName(plan.name(), nameOf(results) + trace.trace());
          FigureKind<MeasuredTrace> kind = catalogue.perTrace().get(plan.request().kind());
          jobs.add(new Job<>(kind, plan, new MeasuredTrace(results, trace), name));
        }
        addPerAllocator(new MeasuredTrace(results, trace), jobs);
      }
    }
    return jobs;
  }

  private void addPerAllocator(MeasuredTrace trace, List<Job<?>> jobs) {
    for (FigurePlan plan : catalogue.perAllocator(trace.experiment().experiment())) {
      FigureKind<OfAllocator> kind = catalogue.perAllocator().get(plan.request().kind());
      for (OfAllocator one : trace.cells()) {
        String of = trace.name() + "-" + one.allocator().name();
        jobs.add(
            new Job<>(kind, plan, one, fileName(plan.name(), nameOf(trace.experiment()) + of)));
      }
    }
  }

  /// Figures do not depend on each other: every processor draws some.
  private List<RenderedFigure> draw(List<Job<?>> jobs) throws IOException {
    try {
      return jobs.parallelStream()
          .flatMap(
              job -> {
                begin(job, jobs.size() + 1);
                return draw(job).stream();
              })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private synchronized void begin(Job<?> job, int total) {
    progress.at(begun++, total, job.file());
  }

  private <T> Optional<RenderedFigure> draw(Job<T> job) {
    String title = job.plan().title();
    Optional<Drawing> drawing = job.kind().draw(job.plan(), job.of(), palette);
    if (drawing.isEmpty()) return Optional.empty();
    try {
      String svg = FigureFile.svg(drawing.get(), title);
      write(path(job.file(), "svg"), svg.getBytes(StandardCharsets.UTF_8));
      write(path(job.file(), "pdf"), FigureFile.pdf(drawing.get()));
      write(path(job.file(), "png"), FigureFile.png(drawing.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String onPage = FigureFile.pageSvg(drawing.get(), title);
    return Optional.of(new RenderedFigure(job.plan(), job.of(), job.file(), onPage));
  }

  /// Tells the figures of several experiments apart.
  private String nameOf(ExperimentResults results) {
    return run.experiments().size() > 1 ? results.name() + "-" : "";
  }

  private static String fileName(String figure, String of) {
    return (figure + "-" + of)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("-+$", "");
  }

  private static String path(String file, String format) {
    return "figures/" + file + "." + format;
  }

  private void write(String name, byte[] content) throws IOException {
    Drafts.write(folder.resolve(name), content);
  }
}
