package org.heaplab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.Export;
import org.heaplab.report.figure.Figure;
import org.heaplab.report.figure.Figures;
import org.heaplab.report.drawing.Lettering;
import org.heaplab.report.drawing.Palette;
import org.heaplab.report.figure.RenderedFigure;
import org.heaplab.report.page.RunPage;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.RunFolder;
import org.heaplab.report.results.Subject;

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
  private final Palette palette;
  private int begun;

  private Report(Path folder, Run run, RenderProgress progress) {
    this.folder = folder;
    this.progress = progress;
    this.run = run;
    this.palette = new Palette(run.allocators());
  }

  /// @param folder of a run; the figures go into its `figures` folder, the page is its
  ///   `report.html`
  /// @return the files written
  /// @throws org.heaplab.report.results.MalformedResult when a result file breaks a rule
  public static List<Path> render(Path folder, RenderProgress progress) throws IOException {
    return render(folder, RunFolder.read(folder), progress);
  }

  /// The same for a run that has been read already.
  public static List<Path> render(Path folder, Run run, RenderProgress progress)
      throws IOException {
    // A display that cannot be reached must not stop what needs none.
    if (System.getProperty(HEADLESS) == null) System.setProperty(HEADLESS, "true");
    return new Report(folder, run, progress).render();
  }

  private List<Path> render() throws IOException {
    List<Job<?>> jobs = Lettering.isPossible() ? jobs() : List.of();
    List<RenderedFigure> figures = draw(jobs);
    progress.at(jobs.size(), jobs.size() + 1, PAGE);
    write(PAGE, RunPage.of(run, notes(), palette, figures).getBytes(StandardCharsets.UTF_8));
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
    if (!Lettering.isPossible()) {
      notes.add(
          "there are no figures: Java finds no font; on Debian, fonts-dejavu-core and fontconfig");
    }
    return notes;
  }

  /// A figure that may be drawn, in the order of the page.
  ///
  /// @param file its name without extension
  private record Job<T>(Figure<T> figure, T subject, String file) {}

  private List<Job<?>> jobs() {
    var jobs = new ArrayList<Job<?>>();
    for (Experiment experiment : run.experiments()) {
      for (var figure : Figures.overall(experiment)) {
        jobs.add(new Job<>(figure, experiment, fileName(figure.name(), nameOf(experiment))));
      }
      for (Subject subject : experiment.subjects()) {
        for (var figure : Figures.perTrace(experiment)) {
          String name = nameOf(experiment) + subject.trace();
          jobs.add(new Job<>(figure, subject, fileName(figure.name(), name)));
        }
      }
    }
    return jobs;
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
    Optional<Drawing> drawing = job.figure().draw().apply(job.subject(), palette);
    if (drawing.isEmpty()) return Optional.empty();
    String svg = Export.svg(drawing.get(), job.figure().title());
    try {
      write(path(job.file(), "svg"), svg.getBytes(StandardCharsets.UTF_8));
      write(path(job.file(), "pdf"), Export.pdf(drawing.get()));
      write(path(job.file(), "png"), Export.png(drawing.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(new RenderedFigure(job.figure(), job.subject(), job.file(), svg));
  }

  /// Tells the figures of several experiments apart.
  private String nameOf(Experiment experiment) {
    return run.experiments().size() > 1 ? experiment.name() + "-" : "";
  }

  private static String fileName(String figure, String subject) {
    return (figure + "-" + subject)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("-+$", "");
  }

  private static String path(String file, String format) {
    return "figures/" + file + "." + format;
  }

  /// Whoever looks at the folder meanwhile sees the old file or the new one, never half of one.
  private void write(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Path draft = path.resolveSibling(path.getFileName() + ".draft");
    Files.write(draft, content);
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
