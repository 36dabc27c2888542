package org.heaplab.measure.sites;

import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;
import org.heaplab.workloads.SiteStatistics;
import org.heaplab.workloads.Trace;

/// Which places in a program request how much. A trace that does not know them has no rows.
public final class SitesMeasurement implements TraceMeasurement {
  @Override
  public String name() {
    return SiteTables.SITE.measurement();
  }

  @Override
  public double weight() {
    return 0.1;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    return SiteStatistics.of(trace).stream().map(site -> row(key, site)).toList();
  }

  private static Row row(Key key, SiteStatistics site) {
    return Row.of(
        SiteTables.SITE,
        key,
        Map.of(
            "site",
            site.site(),
            "blocks",
            site.blocks(),
            "allocated_bytes",
            site.allocatedBytes(),
            "live_bytes_at_peak",
            site.liveBytesAtPeak()));
  }
}
