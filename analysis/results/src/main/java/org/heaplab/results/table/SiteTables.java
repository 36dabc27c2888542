package org.heaplab.results.table;

import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.text;
import static org.heaplab.results.table.Column.whole;

/// The tables of the places in a program that request memory.
public final class SiteTables {
  /// How many places have a curve of their own.
  public static final int PLACES_WITH_CURVES = 6;

  public static final Table SITE =
      Table.ofMany(
          "site",
          "sites",
          Scope.TRACE,
          "place in the program that requests memory, of a trace that knows them; a block belongs"
              + " to the place of its latest request",
          text("site", "the place: a function, with its line, or how far into its code"),
          whole("blocks", "mallocs"),
          whole("allocated_bytes", "requested by mallocs, and by reallocs beyond the old size"),
          whole("live_bytes_at_peak", "L of its blocks at the peak"));

  public static final Table STRANDED =
      Table.ofMany(
          "stranded",
          "stranded bytes",
          Scope.CELL,
          "place in the program whose blocks keep pages of one of our allocators that are partly"
              + " free: of the free bytes of such a page, every block on it strands the same part",
          text("site", "the place, as `site.csv` has it"),
          real("at_peak", "how many bytes at the peak"),
          real("on_average", "how many on average over even points of the trace"),
          text("over_time", "how many at some of these points, with blanks between them"),
          real("at_most", "the most at any of the points that the average is over, and at the peak")
              .later());

  /// Rows are place by place, the place that strands most first and all others last.
  public static final Table STRANDED_OVER_TIME =
      Table.ofMany(
          "strandedcurve",
          STRANDED.measurement(),
          Scope.CELL,
          "even point of a trace, for each of the "
              + PLACES_WITH_CURVES
              + " places in the program whose blocks strand most on average on one of our allocators,"
              + " and for all others together",
          text("site", "the place, as `site.csv` has it; empty for all others together"),
          whole("op", "operations done"),
          whole("bytes", "how many are stranded then"));

  private SiteTables() {}
}
