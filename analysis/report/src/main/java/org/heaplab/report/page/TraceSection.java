package org.heaplab.report.page;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.specialized.SectionTag;
import java.util.List;
import org.heaplab.report.diagnosis.Diagnosis;
import org.heaplab.report.diagnosis.Finding;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.heapmap.HeapMapSection;
import org.heaplab.report.tables.SampleNote;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// One trace: its figures, and every metric of every allocator.
///
/// @param title above it
/// @param isOnly whether the page has no other trace
/// @param metrics all that there are
/// @param seed of the run
record TraceSection(
    MeasuredTrace trace,
    String title,
    boolean isOnly,
    List<Metric> metrics,
    Names names,
    long seed) {
  SectionTag html(FigureList figures) {
    SectionTag section =
        section(
                h2(text(title + " "), span(origin(trace)).withClass("tag")),
                p(facts()).withClass("facts"),
                new FindingList(findings()).html(),
                figures.of(trace),
                new HeapMapSection(trace).html(figures::of),
                new TraceTable(trace, metrics)
                    .html(names, SampleNote.of(List.of(trace.trace()), seed)))
            .withId(PageIds.trace(trace.experiment().name(), trace.name()));
    new ExcludedCells(names).of(List.of(trace), false).ifPresent(section::with);
    return section;
  }

  /// Of the only trace, they stand at the top of the page.
  private List<Finding> findings() {
    return isOnly ? List.of() : Diagnosis.of(trace);
  }

  /// Where a trace is from, and which of the workloads it belongs to.
  static String origin(MeasuredTrace trace) {
    String origin = trace.trace().real() ? "recorded" : "synthetic";
    String group = trace.trace().group();
    return group.isEmpty() || group.equals(origin) ? origin : origin + ", " + group;
  }

  private String facts() {
    return trace.cells().stream()
        .map(OfAllocator::cell)
        .filter(cell -> cell.hasSpace() && Metrics.PEAK_LIVE_BYTES.of(cell) > 0)
        .findFirst()
        .map(TraceSection::facts)
        .orElse("");
  }

  private static String facts(Cell cell) {
    return "%s operations, at most %s live"
        .formatted(Metrics.OPS.format(cell), Metrics.PEAK_LIVE_BYTES.format(cell));
  }
}
