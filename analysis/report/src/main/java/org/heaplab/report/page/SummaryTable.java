package org.heaplab.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Ranking;

/// The allocators of an experiment by their geometric means over its traces.
final class SummaryTable {
  static final List<Metric> METRICS =
      List.of(Metric.MEAN_RATIO, Metric.PEAK_RATIO, Metric.NS_PER_OP);

  private final Experiment experiment;
  private final Map<Metric, Ranking<Allocator>> rankings = new LinkedHashMap<>();

  SummaryTable(Experiment experiment) {
    this.experiment = experiment;
    for (Metric metric : METRICS) rankings.put(metric, rank(metric));
  }

  Ranking<Allocator> ranking(Metric metric) {
    return rankings.get(metric);
  }

  private Ranking<Allocator> rank(Metric metric) {
    var values = new LinkedHashMap<Allocator, double[]>();
    Experiment compared = metric == Metric.NS_PER_OP ? experiment.timed() : experiment;
    for (Allocator allocator : compared.allocators()) {
      if (allocator.doesNothing()) continue;
      values.put(allocator, compared.values(allocator, metric::comparable));
    }
    return Ranking.of(values, Allocator::competes);
  }

  String html(Names names) {
    var heads = new ArrayList<SortableTable.Head>();
    heads.add(new SortableTable.Head("allocator", ""));
    heads.add(
        new SortableTable.Head("family", "As Wilson, Johnstone, Neely & Boles (1995) group them."));
    for (Metric metric : METRICS) {
      heads.add(new SortableTable.Head(metric.title(), metric.definition()));
      heads.add(
          new SortableTable.Head(
              "to the best", "Its geometric mean over that of the best, trace by trace."));
    }
    heads.add(
        new SortableTable.Head(
            "traces", "Traces completed with valid results, of those compared."));
    var rows = new ArrayList<List<SortableTable.Data>>();
    for (var place : ranking(Metric.MEAN_RATIO).places()) rows.add(row(place.who(), names));
    return new SortableTable(caption(), heads, rows).html();
  }

  private String caption() {
    int traces = experiment.compared().size();
    int timed = experiment.timed().compared().size();
    return ("Geometric means over %d %s trace%s%s, with 95 %% intervals. Green: the best, and"
            + " whoever cannot be told from it; baselines only bound the others.")
        .formatted(
            traces,
            kind(),
            traces == 1 ? "" : "s",
            timed < traces ? " (times over " + timed + " of them)" : "");
  }

  private String kind() {
    return experiment.compared().stream().allMatch(subject -> subject.real())
        ? "real"
        : "synthetic";
  }

  private List<SortableTable.Data> row(Allocator allocator, Names names) {
    var row = new ArrayList<SortableTable.Data>();
    row.add(names.cell(allocator));
    row.add(SortableTable.Data.text(Html.escape(allocator.family()), allocator.family()));
    int traces = 0;
    for (Metric metric : METRICS) {
      var place = place(allocator, metric);
      if (metric != Metric.NS_PER_OP) traces = place.traces();
      row.addAll(cells(place, metric));
    }
    int compared = experiment.compared().size();
    row.add(
        SortableTable.Data.number(
            traces + " of " + compared, traces, traces < compared ? "warn" : ""));
    return row;
  }

  private static List<SortableTable.Data> cells(Ranking.Place<Allocator> place, Metric metric) {
    Estimate mean = place.mean();
    if (!mean.exists()) {
      SortableTable.Data none = SortableTable.Data.number(Numbers.NONE, Double.NaN, "none");
      return List.of(none, none);
    }
    String style = place.best() ? "best" : "";
    String tie = place.best() && place.toBest().value() > 1 ? " <small>tie</small>" : "";
    return List.of(
        SortableTable.Data.number(withInterval(mean, metric.unit()), mean.value(), style),
        SortableTable.Data.number(toBest(place.toBest()) + tie, place.toBest().value(), style));
  }

  private static String toBest(Estimate ratio) {
    return ratio.exists() ? "×\u202f" + Numbers.ratio(ratio.value()) : Numbers.NONE;
  }

  private static String withInterval(Estimate estimate, Metric.Unit unit) {
    String value = Numbers.of(estimate.value(), unit);
    if (!estimate.hasInterval()) return value;
    return value + " <small>" + Numbers.range(estimate, unit) + "</small>";
  }

  private Ranking.Place<Allocator> place(Allocator allocator, Metric metric) {
    return ranking(metric).places().stream()
        .filter(place -> place.who().equals(allocator))
        .findFirst()
        .orElseThrow();
  }
}
