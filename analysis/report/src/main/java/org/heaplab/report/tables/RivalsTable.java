package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.bars.OnTrace;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.EndOfTrace;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// One metric of the subject on each trace, over that of the best of each group of rivals, and over
/// that of the same heap that never moves; then the geometric means of these.
final class RivalsTable {
  private static final List<Metric> METRICS =
      List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO, Metrics.END_RATIO, Metrics.NS_PER_OP);

  private final ExperimentResults results;
  private final Metric metric;
  private final ComparedAllocator subject;

  /// A column of rivals.
  ///
  /// @param title names them, if there is only one
  private record Column(String title, List<String> allocators, boolean isOfOne) {}

  private final List<Column> columns = new ArrayList<>();

  private final boolean hasUnmoved;

  private RivalsTable(ExperimentResults results, Metric metric, ComparedAllocator subject) {
    this.results = results;
    this.metric = metric;
    this.subject = subject;
    for (RivalGroup group : results.experiment().rivals()) {
      if (isMeasured(group.allocators())) {
        columns.add(new Column("over the best " + group.name(), group.allocators(), false));
      }
    }
    Optional<String> unmoved = unmoved();
    hasUnmoved = unmoved.isPresent();
    unmoved.ifPresent(
        name -> columns.add(new Column("what moving adds: over " + name, List.of(name), true)));
  }

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    if (results.subject().isEmpty()) return List.of();
    return METRICS.stream()
        .map(metric -> new RivalsTable(results, metric, results.subject().get()))
        .flatMap(table -> table.build().stream())
        .toList();
  }

  /// The subject with the option that keeps it from moving blocks.
  private Optional<String> unmoved() {
    return results
        .unmoved(subject)
        .map(ComparedAllocator::name)
        .filter(name -> isMeasured(List.of(name)))
        .findFirst();
  }

  private boolean isMeasured(List<String> allocators) {
    return results.candidates().stream()
        .anyMatch(
            trace -> new OnTrace(results, trace, subject).best(metric, allocators).isPresent());
  }

  private Optional<TextTable> build() {
    List<TraceGroup> groups =
        TraceGroup.of(results.candidates()).stream()
            .map(group -> new TraceGroup(group.name(), shown(group)))
            .filter(group -> !group.traces().isEmpty())
            .toList();
    if (groups.isEmpty() || columns.isEmpty()) return Optional.empty();
    var table = new TextTable.Builder(caption()).columns("trace", subject.name());
    columns.forEach(column -> table.columns(column.title()));
    for (TraceGroup group : groups) {
      for (TraceResults trace : group.traces()) table.row(row(trace));
    }
    for (TraceGroup group : groups) table.row(mean(group));
    return Optional.of(table.build());
  }

  /// Traces on which the subject was measured. A program that has freed nearly everything says
  /// nothing by what is held for the rest.
  private List<TraceResults> shown(TraceGroup group) {
    List<TraceResults> measured =
        group.traces().stream()
            .filter(trace -> new OnTrace(results, trace, subject).rounds(metric).exists())
            .toList();
    if (!metric.equals(Metrics.END_RATIO)) return measured;
    return measured.stream().filter(this::endsWithLiveBlocks).toList();
  }

  private boolean endsWithLiveBlocks(TraceResults trace) {
    return trace.cell(subject).filter(EndOfTrace::tells).isPresent();
  }

  private String caption() {
    String moving =
        hasUnmoved ? " What moving adds is against the same heap with moving turned off." : "";
    String ends =
        metric.equals(Metrics.END_RATIO)
            ? " Traces that end with less than a hundredth of their most live bytes are left out."
            : "";
    return "%s of %s, and over that of the best of its rivals on each trace.%s%s %s"
        .formatted(
            metric.sentenceTitle(),
            subject.name(),
            moving,
            ends,
            "Intervals are over processes; the traces are these.");
  }

  private List<Entry> row(TraceResults trace) {
    var own = new OnTrace(results, trace, subject);
    var row = new ArrayList<Entry>();
    row.add(Entry.words(trace.trace()));
    row.add(Entry.value(own.rounds(metric).estimate(), metric.unit()));
    for (Column column : columns) {
      row.add(
          own.best(metric, column.allocators())
              .map(rival -> over(own, rival, column))
              .orElse(Entry.NONE));
    }
    return row;
  }

  private Entry over(OnTrace own, OnTrace rival, Column column) {
    Rounds theirs = rival.rounds(metric);
    Entry ratio = Entry.ratio(own.rounds(metric).over(theirs).estimate());
    String value = metric.unit().format(theirs.estimate().value());
    return ratio.with(column.isOfOne() ? value : rival.allocator().name() + " " + value);
  }

  /// Of a group of traces; each trace has its own best rival.
  private List<Entry> mean(TraceGroup group) {
    List<OnTrace> own =
        group.traces().stream().map(trace -> new OnTrace(results, trace, subject)).toList();
    var row = new ArrayList<Entry>();
    row.add(Entry.words("geometric mean, " + group.words()));
    row.add(
        Entry.value(
            Rounds.geometricMean(own.stream().map(one -> one.rounds(metric)).toList()).estimate(),
            metric.unit()));
    for (Column column : columns) {
      List<Rounds> ratios = own.stream().map(one -> overBest(one, column.allocators())).toList();
      row.add(Entry.ratio(Rounds.geometricMean(ratios).estimate()));
    }
    return row;
  }

  private Rounds overBest(OnTrace own, List<String> allocators) {
    return own.best(metric, allocators)
        .map(rival -> own.rounds(metric).over(rival.rounds(metric)))
        .orElse(Rounds.NONE);
  }
}
