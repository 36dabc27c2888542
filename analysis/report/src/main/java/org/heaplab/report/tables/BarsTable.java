package org.heaplab.report.tables;

import java.util.List;
import java.util.Optional;
import org.heaplab.report.bars.MeasuredBar;
import org.heaplab.report.bars.Outcome;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.report.tables.TextTable.Entry;
import org.heaplab.report.tables.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.metric.Unit;

/// A row for each bar.
final class BarsTable {
  private BarsTable() {}

  static Optional<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    if (results.experiment().bars().isEmpty()) return Optional.empty();
    var table =
        new TextTable.Builder("Each figure with the most that it may be; F is the footprint.")
            .columns("figure", "bar", "aim", "measured", "outcome");
    for (MeasuredBar one : MeasuredBar.of(results, catalogue::metric)) {
      table.row(
          List.of(
              Entry.words(one.bar().figure()),
              Entry.words(limit(one.bar(), one.bar().bar(), catalogue)),
              Entry.words(limit(one.bar(), one.bar().aim(), catalogue)),
              Entry.words(one.measured()),
              outcome(one.outcome())));
    }
    return Optional.of(table.build());
  }

  private static String limit(Bar bar, Double value, FigureCatalogue catalogue) {
    return catalogue
        .metric(bar.metric())
        .map(metric -> MeasuredBar.limit(bar, metric, value))
        .orElse(Unit.MISSING);
  }

  static Entry outcome(Outcome outcome) {
    Tone tone =
        switch (outcome) {
          case AIM_MET, BAR_MET -> Tone.GOOD;
          case MISSED -> Tone.BAD;
          case AIM_MISSED, NOT_MEASURED -> Tone.OPEN;
        };
    return Entry.words(outcome.text(), tone);
  }
}
