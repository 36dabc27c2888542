package org.heaplab.report.tables;

import java.util.List;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Growth;
import org.heaplab.report.statistics.Growth.Point;
import org.heaplab.report.statistics.PowerLaw;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// How a metric grows with the number of live blocks: a table for each metric whose growth the
/// experiment draws, a row for each allocator.
final class GrowthTable {
  private static final String EXPLAINED =
      """
      An exponent of 0 is a cost that does not grow, 1 one that grows as the number does; its \
      interval is Student's, over the traces. R² is the share of the variation that the law \
      explains, the last column the largest factor between a trace and the law: where it is large, \
      there is no power law.""";

  private GrowthTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    return catalogue.overall(results.experiment()).stream()
        .filter(plan -> plan.request().kind().equals("growth"))
        .map(FigurePlan::metrics)
        .flatMap(List::stream)
        .distinct()
        .map(metric -> of(metric, Growth.of(results, metric)))
        .filter(table -> !table.rows().isEmpty())
        .toList();
  }

  private static TextTable of(Metric metric, List<Growth> all) {
    var table =
        new TextTable.Builder(
                metric.sentenceTitle()
                    + " against the number of live blocks, and the power law that fits its values"
                    + " on all traces by least squares on logarithms. "
                    + EXPLAINED)
            .columns("allocator", "traces", "on the fewest blocks", "on the most blocks")
            .columns("exponent", "R²", "farthest from the law");
    for (Growth growth : all) table.row(row(metric, growth));
    return table.build();
  }

  private static List<Entry> row(Metric metric, Growth growth) {
    List<Point> points = growth.points();
    PowerLaw law = growth.law();
    return List.of(
        Entry.code(growth.allocator().name()),
        Entry.number(Unit.COUNT.format((double) points.size()), points.size()),
        value(metric, points.getFirst()),
        value(metric, points.getLast()),
        Entry.value(law.exponent(), Unit.RATIO),
        Entry.number(Unit.RATIO.format(law.explained()), law.explained()),
        Double.isNaN(law.farthest())
            ? Entry.NONE
            : Entry.number("× " + Unit.RATIO.format(law.farthest()), law.farthest()));
  }

  /// With the number of blocks, which is not the same for all where a trace was left out.
  private static Entry value(Metric metric, Point point) {
    return Entry.value(point.value(), metric.unit())
        .with(Unit.COUNT.format(point.blocks()) + " blocks");
  }
}
