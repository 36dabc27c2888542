package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.StrandedBytes;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;

/// Which places in a program strand memory: a table for each trace that knows them, with three
/// columns for each allocator that was walked. The places that strand most come first, on the
/// allocator on which most is stranded.
final class SitesTable {
  /// More places than these are in the run's files.
  private static final int MOST = 50;

  private SitesTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    var tables = new ArrayList<TextTable>();
    for (TraceResults trace : results.traces()) {
      add(new MeasuredTrace(results, trace), tables);
    }
    return tables;
  }

  private static void add(MeasuredTrace trace, List<TextTable> tables) {
    List<Row> sites =
        trace.cells().stream()
            .map(one -> one.cell().series(SiteTables.SITE).rows())
            .filter(rows -> !rows.isEmpty())
            .findFirst()
            .orElse(List.of());
    List<OfAllocator> walked =
        trace.cells().stream().filter(one -> one.cell().has(SiteTables.STRANDED)).toList();
    if (sites.isEmpty() || walked.isEmpty()) return;
    var table =
        new TextTable.Builder(caption(trace, sites.size()))
            .columns("place", "live at the peak", "allocated", "blocks");
    var stranded = new ArrayList<StrandedBytes>();
    for (OfAllocator one : walked) {
      String name = one.allocator().name();
      table.columns(name + ", at the peak", name + ", on average", name + ", over time");
      stranded.add(StrandedBytes.of(one.cell()));
    }
    StrandedBytes worst =
        stranded.stream()
            .max(Comparator.comparingDouble((StrandedBytes one) -> one.onAverage()))
            .orElseThrow();
    sites.stream()
        .sorted(worst.mostFirst())
        .limit(MOST)
        .forEach(site -> table.row(row(site, stranded)));
    tables.add(table.build());
  }

  private static String caption(MeasuredTrace trace, int sites) {
    String first =
        sites <= MOST ? "" : " The first %d of %s.".formatted(MOST, Unit.COUNT.format(sites));
    return ("Places in the program of %s, and how many bytes their blocks strand on each allocator:"
            + " free bytes of the pages that the blocks keep, every block on a page with the same"
            + " part.%s")
        .formatted(trace.name(), first);
  }

  private static List<Entry> row(Row site, List<StrandedBytes> stranded) {
    var row = new ArrayList<Entry>();
    row.add(Entry.code(site.text("site")));
    row.add(number(Unit.BYTES, site.number("live_bytes_at_peak")));
    row.add(number(Unit.BYTES, site.number("allocated_bytes")));
    row.add(number(Unit.COUNT, site.number("blocks")));
    for (StrandedBytes bytes : stranded) {
      row.add(number(Unit.BYTES, bytes.atPeak(site)));
      row.add(number(Unit.BYTES, bytes.onAverage(site)));
      row.add(Entry.words(bytes.overTime(site)));
    }
    return row;
  }

  private static Entry number(Unit unit, double value) {
    return Entry.number(unit.format(value), value);
  }
}
