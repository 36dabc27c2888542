package org.heaplab.report.page;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.Numbers;
import org.heaplab.report.bars.Bar;
import org.heaplab.report.bars.HandleBars;
import org.heaplab.report.bars.Outcome;
import org.heaplab.report.bars.TraceBar;

/// The bars of the handle heap: each figure, and each trace.
final class BarsTable {
  private BarsTable() {}

  static String html(HandleBars bars) {
    return "<h3>What the handle heap has to reach</h3>\n"
        + figures(bars.bars())
        + traces(bars.traces());
  }

  private static String figures(List<Bar> bars) {
    var heads = heads("figure", "bar", "aim", "measured", "");
    var rows = new ArrayList<List<SortableTable.Data>>();
    for (Bar bar : bars) {
      rows.add(
          List.of(
              text(bar.figure()),
              text(bar.bar()),
              text(bar.aim()),
              text(bar.measured()),
              verdict(bar.outcome())));
    }
    return new SortableTable(
            "Each figure with the most it may be; F is the footprint.", heads, rows)
        .html();
  }

  private static String traces(List<TraceBar> traces) {
    var heads =
        heads(
            "trace",
            "peak ratio",
            "best native",
            "",
            "to it",
            "",
            "mean ratio",
            "best native",
            "",
            "to it",
            "");
    var rows = new ArrayList<List<SortableTable.Data>>();
    for (TraceBar one : traces) {
      rows.add(
          List.of(
              text(one.trace()),
              ratio(one.peakRatio()),
              ratio(one.bestPeakRatio()),
              text(one.bestPeak()),
              ratio(one.peakToBest()),
              verdict(one.peak()),
              ratio(one.meanRatio()),
              ratio(one.bestMeanRatio()),
              text(one.bestMean()),
              ratio(one.meanToBest()),
              verdict(one.mean())));
    }
    return new SortableTable(
            "The handle heap against the best of glibc, jemalloc, mimalloc and tcmalloc on each trace.",
            heads,
            rows)
        .html();
  }

  private static List<SortableTable.Head> heads(String... names) {
    var heads = new ArrayList<SortableTable.Head>();
    for (String name : names) heads.add(new SortableTable.Head(name, ""));
    return heads;
  }

  private static SortableTable.Data text(String text) {
    return SortableTable.Data.text(Html.escape(text), text);
  }

  private static SortableTable.Data ratio(double value) {
    return SortableTable.Data.number(Numbers.ratio(value), value, "");
  }

  private static SortableTable.Data verdict(Outcome outcome) {
    String style =
        switch (outcome) {
          case AIM_MET, BAR_MET -> "best";
          case MISSED -> "invalid";
          case NOT_MEASURED -> "warn";
        };
    return new SortableTable.Data(outcome.text(), outcome.text(), style);
  }
}
