package org.heaplab.report.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.report.statistics.Agreement;
import org.heaplab.report.table.TextTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// How far two runs agree, a row for each figure: as when the same is measured on two days.
public final class AgreementTable {
  private AgreementTable() {}

  /// One for each experiment that both runs have.
  ///
  /// @param reference an allocator whose times are those of the machine on that day, by name
  public static List<TextTable> of(Run one, Run other, String reference) {
    return of(one.experiments().stream(), other, reference).toList();
  }

  /// The same of one experiment; nothing where a run does not have it.
  public static Optional<TextTable> of(String experiment, Run one, Run other, String reference) {
    Stream<ExperimentResults> named =
        one.experiments().stream().filter(results -> results.name().equals(experiment));
    return of(named, other, reference).findFirst();
  }

  private static Stream<TextTable> of(Stream<ExperimentResults> some, Run other, String reference) {
    return some.flatMap(
        results -> same(results, other).map(again -> of(results, again, reference)).stream());
  }

  private static Optional<ExperimentResults> same(ExperimentResults results, Run other) {
    return other.experiments().stream()
        .filter(again -> again.name().equals(results.name()))
        .findFirst();
  }

  private static TextTable of(ExperimentResults one, ExperimentResults other, String reference) {
    var table =
        new TextTable.Builder(
                "%s in two runs. A cell is an allocator on a trace. Where both runs have an interval,"
                        .formatted(one.name())
                    + " that of the first may hold the median of the second, which is expected in"
                    + " about 92 of 100 cells with ten processes, or overlap with its interval.")
            .columns(
                "figure", "cells with intervals", "median held", "overlapping", "exact", "equal");
    for (Metric metric : List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO, Metrics.NS_PER_OP)) {
      table.row(row(Agreement.of(one, other, metric)));
    }
    table.row(row(Agreement.of(one, other, Metrics.NS_PER_OP, reference)));
    return table.build();
  }

  private static List<TextTable.Entry> row(Agreement agreement) {
    return List.of(
        TextTable.Entry.words(agreement.figure()),
        count(agreement.cells()),
        share(agreement.held(), agreement.cells()),
        share(agreement.overlapping(), agreement.cells()),
        count(agreement.exact()),
        share(agreement.equal(), agreement.exact()));
  }

  private static TextTable.Entry count(int count) {
    return TextTable.Entry.number(Unit.COUNT.format((double) count), count);
  }

  private static TextTable.Entry share(int part, int whole) {
    if (whole == 0) return TextTable.Entry.NONE;
    double share = (double) part / whole;
    return TextTable.Entry.number("%s (%d)".formatted(Unit.SHARE.format(share), part), share);
  }
}
