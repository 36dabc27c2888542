package org.heaplab.report.page;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.statistics.Variants;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;

/// An experiment as a whole: its question, its tables and its figures.
///
/// @param title above it
record ExperimentSection(
    ExperimentResults results, String title, FigureCatalogue catalogue, Names names) {
  SectionTag html(FigureList figures) {
    var summary = new SummaryTable(results);
    SectionTag section = section(h2(title)).withId(PageIds.experiment(results.name()));
    if (!results.experiment().question().isEmpty()) {
      section.with(p(results.experiment().question()).withClass("question"));
    }
    unfinished().ifPresent(words -> section.with(p(words).withClass("notes")));
    for (TableKind kind : TableKind.values()) {
      if (kind == TableKind.MEANS && !showsMeans()) continue;
      kind.of(results, catalogue)
          .ifPresent(table -> section.with(h3(heading(kind)), PlainTable.html(table)));
    }
    section.with(h3("All allocators"), new Headline(summary, names).html(), summary.html(names));
    List<MeasuredTrace> traces =
        results.traces().stream().map(trace -> new MeasuredTrace(results, trace)).toList();
    new ExcludedCells(names)
        .of(traces, true)
        .ifPresent(remarks -> section.with(h3("What the means leave out"), remarks));
    return section.with(
        figures.of(results),
        h3("Trace by trace"),
        each(SummaryTable.METRICS, metric -> new MatrixTable(results, metric).html(names)));
  }

  /// Where the summary lacks metrics that the experiment is about, and there are no variants.
  private boolean showsMeans() {
    return !results.experiment().figures().isEmpty() && Variants.of(results).isEmpty();
  }

  private String heading(TableKind kind) {
    String subject = results.experiment().subject();
    return switch (kind) {
      case BARS -> "What %s has to reach".formatted(subject);
      case RIVALS -> "%s and its rivals".formatted(subject);
      case VARIANTS -> "What each option of %s is worth".formatted(subject);
      case MEANS -> "Means of what the experiment is about";
    };
  }

  private Optional<String> unfinished() {
    int candidates = results.candidates().size();
    int compared = results.compared().size();
    if (candidates == compared) return Optional.empty();
    return Optional.of(
        "%d of %d traces have been measured with every allocator; means are over these."
            .formatted(compared, candidates));
  }
}
