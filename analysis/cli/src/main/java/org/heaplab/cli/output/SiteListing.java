package org.heaplab.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.heaplab.measure.Result;
import org.heaplab.report.statistics.StrandedBytes;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.SiteTables;

/// The places in programs that ask for memory: for programs a row for each place, trace and
/// allocator; for reading a table for each trace and allocator, of the places that strand most.
public record SiteListing(List<Result> results) {
  /// Places that a table has; the other formats have all.
  private static final int SHOWN = 25;

  private static final List<Field<Site>> FIELDS =
      List.of(
          new Field<>("trace", "trace", Unit.NONE, Site::trace),
          new Field<>("allocator", "allocator", Unit.NONE, Site::allocator),
          new Field<>("site", "place", Unit.NONE, Site::site),
          new Field<>("live_bytes_at_peak", "live at the peak", Unit.BYTES, Site::liveBytesAtPeak),
          new Field<>("allocated_bytes", "allocated", Unit.BYTES, Site::allocatedBytes),
          new Field<>("blocks", "blocks", Unit.COUNT, Site::blocks),
          new Field<>(
              "stranded_bytes_at_peak",
              "stranded at the peak",
              Unit.BYTES,
              Site::strandedBytesAtPeak),
          new Field<>("stranded_bytes_mean", "on average", Unit.BYTES, Site::strandedBytesMean),
          new Field<>("stranded_bytes_max", "at most", Unit.BYTES, Site::strandedBytesMax));

  /// In a table the place comes last, since it may be long.
  private static final List<Field<Site>> COLUMNS =
      List.of(
          FIELDS.get(7),
          FIELDS.get(6),
          FIELDS.get(8),
          new Field<>("over_time", "over time", Unit.NONE, Site::overTime),
          FIELDS.get(3),
          FIELDS.get(4),
          FIELDS.get(5),
          FIELDS.get(2));

  private record Site(
      String trace,
      String allocator,
      String site,
      long liveBytesAtPeak,
      long allocatedBytes,
      long blocks,
      long strandedBytesAtPeak,
      long strandedBytesMean,
      long strandedBytesMax,
      String overTime) {}

  public void write(Format format, PrintWriter out) throws IOException {
    if (format != Format.TABLE) {
      new Listing<>(FIELDS, results.stream().flatMap(one -> sites(one).stream()).toList())
          .write(format, out);
      return;
    }
    String gap = "";
    for (Result result : results) {
      List<Site> sites = sites(result);
      out.print(gap + heading(result, sites) + "\n");
      new Listing<>(COLUMNS, sites.subList(0, Math.min(SHOWN, sites.size()))).write(format, out);
      if (sites.size() > SHOWN) {
        out.print("and %,d more; --format csv has all\n".formatted(sites.size() - SHOWN));
        out.flush();
      }
      gap = "\n";
    }
  }

  private static String heading(Result result, List<Site> sites) {
    return "%s on %s: %s stranded at the peak, %s on average"
        .formatted(
            result.cell().trace(),
            result.cell().allocator(),
            Unit.BYTES.format(sites.stream().mapToLong(Site::strandedBytesAtPeak).sum()),
            Unit.BYTES.format(sites.stream().mapToLong(Site::strandedBytesMean).sum()));
  }

  /// The places of a result, those first that strand most on average.
  private static List<Site> sites(Result result) {
    StrandedBytes stranded = StrandedBytes.of(result.cell());
    return result.cell().series(SiteTables.SITE).rows().stream()
        .sorted(stranded.mostFirst())
        .map(
            row ->
                new Site(
                    result.cell().trace(),
                    result.cell().allocator(),
                    row.text("site"),
                    (long) row.number("live_bytes_at_peak"),
                    (long) row.number("allocated_bytes"),
                    (long) row.number("blocks"),
                    Math.round(stranded.atPeak(row)),
                    Math.round(stranded.onAverage(row)),
                    Math.round(stranded.atMost(row)),
                    stranded.overTime(row)))
        .toList();
  }
}
