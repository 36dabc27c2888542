package org.heaplab.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.report.figure.Drawing;
import org.heaplab.report.figure.Export;
import org.heaplab.report.figure.Figure;
import org.heaplab.report.figure.Figures;
import org.heaplab.report.figure.Palette;
import org.heaplab.report.page.Page;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.RunFolder;
import org.heaplab.report.results.Subject;

/// Turns the result files of a run into figures and a web page.
///
/// The same files give the same bytes. What a stopped run has not measured is left out, and the page
/// says so.
public final class Report {
  private final Path folder;
  private final Progress progress;
  private final Run run;
  private final Palette palette;
  private final List<Path> written = new ArrayList<>();
  private final List<RenderedFigure> figures = new ArrayList<>();

  private Report(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
    this.run = RunFolder.read(folder);
    this.palette = new Palette(run.allocators());
  }

  /// @param folder of a run; the figures go into its `figures` folder, the page is its `report.html`
  /// @return the files written
  /// @throws org.heaplab.report.results.MalformedResult when a result file breaks a rule
  public static List<Path> render(Path folder, Progress progress) throws IOException {
    return new Report(folder, progress).render();
  }

  private List<Path> render() throws IOException {
    int total = 1;
    for (Experiment experiment : run.experiments()) {
      total += Figures.OVERALL.size() + Figures.PER_TRACE.size() * experiment.subjects().size();
    }
    int done = 0;
    for (Experiment experiment : run.experiments()) {
      for (Figure<Experiment> figure : Figures.OVERALL) {
        draw(done++, total, figure, experiment, nameOf(experiment));
      }
      for (Subject subject : experiment.subjects()) {
        for (Figure<Subject> figure : Figures.PER_TRACE) {
          draw(done++, total, figure, subject, nameOf(experiment) + subject.trace());
        }
      }
    }
    progress.at(done, total, "report.html");
    write("report.html", Page.of(run, palette, figures).getBytes(StandardCharsets.UTF_8));
    progress.at(total, total, "done");
    return List.copyOf(written);
  }

  /// Tells the figures of several experiments apart.
  private String nameOf(Experiment experiment) {
    return run.experiments().size() > 1 ? experiment.name() + "-" : "";
  }

  private <T> void draw(int done, int total, Figure<T> figure, T subject, String suffix)
      throws IOException {
    String file = fileName(figure.name() + "-" + suffix);
    progress.at(done, total, file);
    Optional<Drawing> drawing = figure.draw().apply(subject, palette);
    if (drawing.isEmpty()) return;
    String svg = Export.svg(drawing.get(), figure.title());
    write("figures/" + file + ".svg", svg.getBytes(StandardCharsets.UTF_8));
    write("figures/" + file + ".pdf", Export.pdf(drawing.get()));
    write("figures/" + file + ".png", Export.png(drawing.get()));
    figures.add(new RenderedFigure(figure, subject, file, svg));
  }

  private static String fileName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("-+$", "");
  }

  /// Whoever looks at the folder meanwhile sees the old file or the new one, never half of one.
  private void write(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Path draft = path.resolveSibling(path.getFileName() + ".draft");
    Files.write(draft, content);
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    written.add(path);
  }
}
