package org.heaplab.report.page;

import static j2html.TagCreator.join;
import static j2html.TagCreator.small;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.page.SortableTable.Head;
import org.heaplab.report.page.SortableTable.Row;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// The allocators of an experiment by their geometric means over the traces of a group.
final class SummaryTable {
  static final List<Metric> METRICS =
      List.of(Metrics.MEAN_RATIO, Metrics.PEAK_RATIO, Metrics.NS_PER_OP);

  private final ExperimentResults results;
  private final TraceGroup group;
  private final Map<Metric, Ranking<ComparedAllocator>> rankings = new LinkedHashMap<>();

  SummaryTable(ExperimentResults results, TraceGroup group) {
    this.results = results;
    this.group = group;
    for (Metric metric : METRICS) rankings.put(metric, rank(metric));
  }

  Ranking<ComparedAllocator> ranking(Metric metric) {
    return rankings.get(metric);
  }

  private Ranking<ComparedAllocator> rank(Metric metric) {
    List<TraceResults> traces = group.measured(metric);
    var values = new LinkedHashMap<ComparedAllocator, List<Rounds>>();
    for (ComparedAllocator allocator : results.allocators()) {
      if (!allocator.isHarness()) values.put(allocator, Rounds.on(traces, allocator, metric));
    }
    return Ranking.of(values, ComparedAllocator::competes);
  }

  /// @param note what its numbers are a sample of
  DomContent html(Names names, String note) {
    var heads = new ArrayList<Head>();
    heads.add(Head.of("allocator"));
    heads.add(new Head("family", "By the way it works; native allocators are one family.", ""));
    for (Metric metric : METRICS) {
      heads.add(new Head(metric.title(), metric.definition(), ""));
      heads.add(
          new Head("to the best", "Its geometric mean over that of the best, trace by trace.", ""));
    }
    heads.add(new Head("traces", "Traces completed with valid results, of those compared.", ""));
    var rows = new ArrayList<Row>();
    for (var rank : ranking(Metrics.MEAN_RATIO).ranks()) rows.add(row(rank, names));
    return new SortableTable(caption() + " " + note, heads, rows).html();
  }

  private String caption() {
    int traces = group.traces().size();
    int timed = group.measured(Metrics.NS_PER_OP).size();
    return "Geometric means over %s%s. Green: the best, and what cannot be told from it; what does not compete only bounds the others."
        .formatted(group.words(), timed < traces ? " (times over " + timed + " of them)" : "");
  }

  private Row row(Ranking.Rank<ComparedAllocator> rank, Names names) {
    ComparedAllocator allocator = rank.element();
    var row = new ArrayList<Data>();
    row.add(names.cell(allocator));
    row.add(Data.words(text(Palette.familyOf(allocator))));
    for (Metric metric : METRICS) row.addAll(cells(rank(allocator, metric), metric));
    int compared = group.traces().size();
    row.add(
        new Data(
            text(rank.traces() + " of " + compared),
            rank.traces(),
            rank.traces() < compared ? "warn" : ""));
    return new Row(names.indexOf(allocator), row);
  }

  private static List<Data> cells(Ranking.Rank<ComparedAllocator> rank, Metric metric) {
    Estimate mean = rank.mean();
    if (!mean.exists()) {
      Data none = Data.number(Unit.MISSING, "none");
      return List.of(none, none);
    }
    String style = rank.best() ? "best" : "";
    return List.of(
        new Data(withSpread(mean, metric.unit()), mean.value(), style),
        new Data(toBest(rank.toBest()), rank.toBest().value(), style));
  }

  private static DomContent toBest(Estimate ratio) {
    if (!ratio.exists()) return text(Unit.MISSING);
    String spread = ratio.isTie() ? "tie" : ratio.spread(Unit.RATIO);
    return join(text("×\u202f" + Unit.RATIO.format(ratio.value())), small(spread));
  }

  /// A value with its interval, or the word that says why it has none.
  static DomContent withSpread(Estimate estimate, Unit unit) {
    return join(text(unit.format(estimate.value())), small(estimate.spread(unit)));
  }

  private Ranking.Rank<ComparedAllocator> rank(ComparedAllocator allocator, Metric metric) {
    return ranking(metric).ranks().stream()
        .filter(rank -> rank.element().equals(allocator))
        .findFirst()
        .orElseThrow();
  }
}
