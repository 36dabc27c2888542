package org.heaplab.report.page;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.SampleNote;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;

/// An experiment as a whole: its question, its tables and its figures.
///
/// @param title above it
record ExperimentSection(
    Run run, ExperimentResults results, String title, FigureCatalogue catalogue, Names names) {
  SectionTag html(FigureList figures) {
    SectionTag section = section(h2(title)).withId(PageIds.experiment(results.name()));
    if (!results.experiment().question().isEmpty()) {
      section.with(p(results.experiment().question()).withClass("question"));
    }
    unfinished().ifPresent(words -> section.with(p(words).withClass("notes")));
    List<MeasuredTrace> traces =
        results.traces().stream().map(trace -> new MeasuredTrace(results, trace)).toList();
    for (TableKind kind : TableKind.values()) {
      if (kind == TableKind.MEANS && isToldOtherwise()) continue;
      List<TextTable> tables = kind.of(run, results, catalogue);
      if (tables.isEmpty()) continue;
      section.with(
          h3(heading(kind)),
          each(traces, trace -> figures.with(kind, trace)),
          each(tables, PlainTable::html));
    }
    for (TraceGroup group : TraceGroup.compared(results)) {
      var summary = new SummaryTable(results, group);
      section.with(
          h3("What was compared, on " + group.words()),
          new Headline(summary, names).html(),
          summary.html(names, note()));
    }
    new ExcludedCells(names)
        .of(traces, true)
        .ifPresent(remarks -> section.with(h3("What the means leave out"), remarks));
    return section.with(
        figures.of(results),
        h3("Trace by trace"),
        each(SummaryTable.METRICS, metric -> new MatrixTable(results, metric).html(names, note())));
  }

  private String note() {
    return SampleNote.of(results.traces(), run.manifest().seed());
  }

  /// Whether another table has what the means would say, or traces differ in what is asked about.
  private boolean isToldOtherwise() {
    return Stream.of(TableKind.VARIANTS, TableKind.GROWTH)
        .anyMatch(kind -> !kind.of(run, results, catalogue).isEmpty());
  }

  private String heading(TableKind kind) {
    String subject = results.experiment().subject();
    return switch (kind) {
      case BARS -> "What %s has to reach".formatted(subject);
      case RIVALS -> "%s and its rivals".formatted(subject);
      case RECORDINGS -> "Recordings of one program";
      case BURSTS -> "What the handles of %s cost a client".formatted(subject);
      case FIXED_HEAPS -> "Ranks in heaps of fixed size";
      case SESSIONS -> "Pages in heaps of fixed size";
      case RESEMBLANCE -> "Fitted workloads and their traces";
      case COUNTERPARTS -> "Made sessions and real ones";
      case ADVERSARIES -> "Adversaries that see addresses";
      case OPERATIONS -> "How long single operations take";
      case PUBLISHED -> "Beside what has been published";
      case CAUSES -> "What memory is held for beyond live bytes";
      case SITES -> "Which places in the program strand the memory";
      case VARIANTS -> "What each option of %s is worth".formatted(subject);
      case GROWTH -> "How costs grow with the number of live blocks";
      case OPTION -> "What the option %s costs".formatted(results.experiment().varied().option());
      case MODELS -> "How near models come to their originals";
      case MEANS -> "Means of what the experiment is about";
    };
  }

  private Optional<String> unfinished() {
    int candidates = results.candidates().size();
    int compared = results.compared().size();
    if (candidates == compared) return Optional.empty();
    return Optional.of(
        "%d of %d traces have been measured with each of the allocators; means are over these."
            .formatted(compared, candidates));
  }
}
