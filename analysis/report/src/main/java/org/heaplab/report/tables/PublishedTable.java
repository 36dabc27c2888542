package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.Published.Line;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// Numbers that others have published, with an experiment's own beside them. Of each metric there
/// are two tables: means, a row for each allocator; and single values, a row for each program. One
/// program alone may make a mean.
///
/// Means are arithmetic, as those who publish shares of waste have them: a share may be 0.
final class PublishedTable {
  private final ExperimentResults results;
  private final Published published;
  private final Metric metric;

  private PublishedTable(ExperimentResults results, Published published, Metric metric) {
    this.results = results;
    this.published = published;
    this.metric = metric;
  }

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    return results.experiment().published().stream()
        .flatMap(
            published ->
                Metrics.find(published.metric()).stream()
                    .map(metric -> new PublishedTable(results, published, metric)))
        .flatMap(table -> Stream.of(table.means(), table.programs()))
        .toList();
  }

  private TextTable means() {
    var table =
        new TextTable.Builder(
                "%s as published, and here: arithmetic means over %d programs and over %s, with the least and the largest. Published: %s."
                    .formatted(
                        metric.sentenceTitle(),
                        published.programs().size(),
                        TraceGroup.words(results.compared()),
                        published.source()))
            .columns("published as", "allocator here", "published", "here");
    for (Line line : published.lines()) {
      table.row(
          List.of(
              Entry.words(line.label()),
              own(line).map(one -> Entry.code(one.name())).orElse(Entry.NONE),
              mean(line.values().stream().mapToDouble(Double::doubleValue).toArray()),
              own(line).map(one -> mean(values(one))).orElse(Entry.NONE)));
    }
    return table.build();
  }

  private Optional<ComparedAllocator> own(Line line) {
    return results.allocators().stream()
        .filter(one -> one.name().equals(line.allocator()))
        .findFirst();
  }

  private double[] values(ComparedAllocator allocator) {
    return Arrays.stream(ExperimentResults.values(allocator, metric, results.compared()))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  private static Entry mean(double[] values) {
    if (values.length == 0) return Entry.NONE;
    double mean = Arrays.stream(values).average().orElseThrow();
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    return Entry.number(Unit.SHARE.format(mean), mean).with(Unit.SHARE.range(least, most));
  }

  private TextTable programs() {
    var table =
        new TextTable.Builder(
                metric.sentenceTitle() + " of each program: first as published, then here.")
            .columns("program", "numbers");
    for (Line line : published.lines()) table.columns(line.label());
    for (int i = 0; i < published.programs().size(); i++) {
      var row = begin(published.programs().get(i), "published");
      for (Line line : published.lines()) row.add(share(line.values().get(i)));
      table.row(row);
    }
    for (TraceResults trace : results.traces()) {
      var row = begin(trace.trace(), "here");
      for (Line line : published.lines()) {
        row.add(share(own(line).map(one -> value(one, trace)).orElse(Double.NaN)));
      }
      table.row(row);
    }
    return table.build();
  }

  private static List<Entry> begin(String program, String whose) {
    var row = new ArrayList<Entry>();
    row.add(Entry.words(program));
    row.add(Entry.words(whose));
    return row;
  }

  private double value(ComparedAllocator allocator, TraceResults trace) {
    return ExperimentResults.values(allocator, metric, List.of(trace))[0];
  }

  private static Entry share(double value) {
    return Double.isNaN(value) ? Entry.NONE : Entry.number(Unit.SHARE.format(value), value);
  }
}
