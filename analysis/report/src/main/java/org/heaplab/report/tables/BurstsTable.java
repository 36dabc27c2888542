package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.drawing.TickText;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Bursts;
import org.heaplab.report.statistics.Bursts.Line;
import org.heaplab.report.statistics.Bursts.Place;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.metric.Unit;

/// What handles cost a client that comes back to each block some times: a row for each rival and
/// each number of blocks.
final class BurstsTable {
  private static final List<Double> TOLD = List.of(1.0, 10.0, 100.0);

  private BurstsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    boolean isWanted =
        results.experiment().figures().stream().anyMatch(one -> one.kind().equals("bursts"));
    if (!isWanted) return List.of();
    return Bursts.of(results).map(bursts -> of(bursts, results.experiment().subject())).stream()
        .toList();
  }

  private static TextTable of(Bursts bursts, String subject) {
    String caption =
        "Time of %s for each block over that of a rival, geometric mean over %s, as the client comes back to each block in so many bursts of accesses. Intervals are over processes and rounds of locks."
            .formatted(subject, TraceGroup.words(bursts.traces()));
    var table = new TextTable.Builder(caption).columns("rival", "blocks reached in turn");
    for (double count : TOLD) {
      table.columns(TickText.of(count) + (count == 1 ? " burst" : " bursts"));
    }
    table.columns("bursts at which both cost the same");
    for (Place place : bursts.places()) {
      for (Line rival : place.rivals()) table.row(row(place, rival));
    }
    return table.build();
  }

  private static List<Entry> row(Place place, Line rival) {
    var row = new ArrayList<Entry>();
    row.add(Entry.code(rival.allocator().name()));
    row.add(Entry.number(Unit.COUNT.format((double) place.blocks()), (double) place.blocks()));
    for (double count : TOLD) row.add(Entry.ratio(place.subject().over(rival, count)));
    row.add(equal(place.subject(), rival));
    return row;
  }

  /// Where the lines cross, or which of them is lower as far as one has looked.
  private static Entry equal(Line subject, Line rival) {
    Estimate at = subject.crossing(rival);
    if (at.value() > Bursts.FEWEST && at.value() < Bursts.MOST) return Entry.value(at, Unit.RATIO);
    String words = at.value() > 1 ? "cheaper" : "dearer";
    String text =
        "%s from %s to %s"
            .formatted(words, TickText.of(Bursts.FEWEST), Unit.COUNT.format(Bursts.MOST));
    return Entry.number(text, at.value());
  }
}
