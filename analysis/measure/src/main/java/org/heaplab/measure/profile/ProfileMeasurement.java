package org.heaplab.measure.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.profile.CumulativeShares;
import org.heaplab.workloads.profile.TraceProfile;

/// What a trace is like, so that it can be compared with another.
public final class ProfileMeasurement implements TraceMeasurement {
  @Override
  public String name() {
    return WorkloadTables.PROFILE.measurement();
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
    TraceProfile profile = TraceProfile.of(trace);
    var rows = new ArrayList<Row>();
    add(rows, key, WorkloadTables.SIZE, profile.sizes());
    add(rows, key, WorkloadTables.LIFETIME, profile.lifetimes());
    for (int i = 0; i < profile.live().size(); i++) {
      rows.add(row(key, WorkloadTables.LIVE, i, (double) profile.live().get(i)));
    }
    rows.add(counts(key, trace));
    return rows;
  }

  private static Row counts(Key key, Trace trace) {
    TraceStatistics statistics = TraceStatistics.of(trace);
    return Row.of(
        WorkloadTables.COUNTS,
        key,
        Map.of(
            "operations", statistics.ops(),
            "mallocs", statistics.mallocs(),
            "reallocs", statistics.reallocs(),
            "requested_bytes", statistics.totalBytes(),
            "large_bytes", statistics.largeBytes(),
            "peak_live_bytes", statistics.peakLiveBytes(),
            "blocks_at_peak", statistics.liveBlocksAtPeak(),
            "blocks_at_end", statistics.endLiveBlocks(),
            "phases", trace.phases().size()));
  }

  private static void add(List<Row> rows, Key key, String what, CumulativeShares shares) {
    shares.shares().forEach((at, share) -> rows.add(row(key, what, at, share)));
  }

  private static Row row(Key key, String what, long at, double value) {
    return Row.of(WorkloadTables.PROFILE, key, Map.of("what", what, "at", at, "value", value));
  }
}
