package org.heaplab.cli;

import java.io.PrintWriter;
import java.util.List;
import org.heaplab.report.Numbers;
import org.heaplab.report.bars.Bar;
import org.heaplab.report.bars.HandleBars;
import org.heaplab.report.bars.TraceBar;

/// The bars of the handle heap on a terminal.
record BarsListing(HandleBars bars) {
  void write(PrintWriter out) {
    out.print(figures());
    out.print("\n" + traces());
    out.flush();
  }

  private TextTable figures() {
    var table = new TextTable();
    for (String head : List.of("figure", "bar", "aim", "outcome", "measured")) {
      table.column(head, false);
    }
    for (Bar bar : bars.bars()) {
      table.row(List.of(bar.figure(), bar.bar(), bar.aim(), bar.outcome().text(), bar.measured()));
    }
    return table;
  }

  private TextTable traces() {
    var table =
        new TextTable()
            .column("trace", false)
            .column("peak ratio", true)
            .column("best native", true)
            .column("", false)
            .column("to it", true)
            .column("", false)
            .column("mean ratio", true)
            .column("best native", true)
            .column("", false)
            .column("to it", true)
            .column("", false);
    for (TraceBar one : bars.traces()) {
      table.row(
          List.of(
              one.trace(),
              Numbers.ratio(one.peakRatio()),
              Numbers.ratio(one.bestPeakRatio()),
              one.bestPeak(),
              Numbers.ratio(one.peakToBest()),
              one.peak().text(),
              Numbers.ratio(one.meanRatio()),
              Numbers.ratio(one.bestMeanRatio()),
              one.bestMean(),
              Numbers.ratio(one.meanToBest()),
              one.mean().text()));
    }
    return table;
  }
}
