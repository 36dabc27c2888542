package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.bars.MeasuredBar;
import org.heaplab.report.bars.Outcome;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Tables;

/// A row for each bar: what the experiment's subject has of it, what it has at another alignment,
/// and what a heap has that moves nothing.
final class BarsTable {
  private static final String CAPTION =
      """
      The most that each figure may be, and what it is; F is the footprint. Intervals are over
      processes, on these traces. A figure that lies on both sides of its limit with its interval
      is neither met nor missed.""";

  private final ExperimentResults results;
  private final Experiment experiment;
  private final boolean hasUnmoving;

  private BarsTable(ExperimentResults results) {
    this.results = results;
    this.experiment = results.experiment();
    this.hasUnmoving =
        experiment
            .rivals(RivalGroup.UNMOVING)
            .map(group -> results.allocators().stream().anyMatch(one -> group.has(one.name())))
            .orElse(false);
  }

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    if (results.experiment().bars().isEmpty()) return List.of();
    return List.of(new BarsTable(results).table(catalogue));
  }

  private TextTable table(FigureCatalogue catalogue) {
    var table = new TextTable.Builder(caption()).columns("figure", "bar", "aim");
    if (experiment.beside().isEmpty()) table.columns("measured", "outcome");
    else table.columns(alignment(experiment.subject()), "outcome", alignment(experiment.beside()));
    if (hasUnmoving) table.columns("without moving");
    for (Bar bar : experiment.bars()) table.row(row(bar, catalogue.metric(bar.metric())));
    return table.build();
  }

  private String caption() {
    String caption = CAPTION.replace('\n', ' ');
    if (!hasUnmoving) return caption;
    return caption
        + " Without moving: the best of the heaps of ours that move no block. A bar that it meets"
        + " is no evidence for handles.";
  }

  /// What a column has that is of an allocator at one alignment.
  private String alignment(String allocator) {
    return results.traces().stream()
        .flatMap(trace -> trace.cells().stream())
        .filter(cell -> cell.allocator().equals(allocator))
        .map(BarsTable::alignment)
        .filter(alignment -> !alignment.isEmpty())
        .findFirst()
        .map("align=%s"::formatted)
        .orElse(allocator);
  }

  private static String alignment(Cell cell) {
    return cell.row(Tables.SPACE).map(row -> row.text("alignment")).orElse("");
  }

  private List<Entry> row(Bar bar, Optional<Metric> metric) {
    var row = new ArrayList<Entry>();
    row.add(Entry.words(figure(bar)));
    row.add(limit(bar, metric, bar.bar()));
    row.add(limit(bar, metric, bar.aim()));
    Optional<MeasuredBar> own = metric.map(one -> of(bar, one, experiment.subject()));
    row.add(Entry.words(own.map(MeasuredBar::measured).orElse(Unit.MISSING)));
    row.add(outcome(own.map(MeasuredBar::outcome).orElse(Outcome.NOT_MEASURED)));
    if (!experiment.beside().isEmpty()) {
      row.add(metric.map(one -> beside(of(bar, one, experiment.beside()))).orElse(Entry.NONE));
    }
    if (hasUnmoving) {
      row.add(
          metric
              .flatMap(one -> MeasuredBar.withoutMoving(results, bar, one))
              .map(BarsTable::unmoving)
              .orElse(Entry.words(Unit.MISSING)));
    }
    return row;
  }

  private MeasuredBar of(Bar bar, Metric metric, String allocator) {
    return MeasuredBar.of(results, bar, metric, allocator);
  }

  /// With the group of workloads that it is about, unless it says so itself.
  private static String figure(Bar bar) {
    boolean isNamed = bar.group().isEmpty() || bar.figure().contains(bar.group());
    return isNamed ? bar.figure() : "%s, %s traces".formatted(bar.figure(), bar.group());
  }

  private static Entry limit(Bar bar, Optional<Metric> metric, Double value) {
    String text = metric.map(one -> MeasuredBar.limit(bar, one, value)).orElse(Unit.MISSING);
    return Entry.number(text, value == null ? Double.NaN : value);
  }

  private static Entry outcome(Outcome outcome) {
    return Entry.words(outcome.text(), tone(outcome));
  }

  private static Entry beside(MeasuredBar one) {
    if (one.outcome() == Outcome.NOT_MEASURED) return outcome(one.outcome());
    String text = "%s: %s".formatted(one.measured(), one.outcome().text());
    return Entry.words(text, tone(one.outcome()));
  }

  private static Entry unmoving(MeasuredBar one) {
    String text = "%s: %s: %s".formatted(one.allocator(), one.measured(), one.outcome().text());
    if (!one.outcome().isMet()) return Entry.words(text);
    return Entry.words(text + ", so the bar is no evidence for handles", Tone.OPEN);
  }

  private static Tone tone(Outcome outcome) {
    return switch (outcome) {
      case AIM_MET, BAR_MET -> Tone.GOOD;
      case MISSED -> Tone.BAD;
      case AIM_MISSED, CANNOT_TELL, NOT_MEASURED -> Tone.OPEN;
    };
  }
}
