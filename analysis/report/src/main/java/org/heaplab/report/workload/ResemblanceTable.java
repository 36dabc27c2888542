package org.heaplab.report.workload;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Form;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.WorkloadTables;

/// How much workloads resemble the traces that they are fitted to.
public final class ResemblanceTable {
  private static final List<Metric> METRICS = List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO);

  private ResemblanceTable() {}

  /// None where there is nothing of it.
  public static List<TextTable> of(ExperimentResults results) {
    List<Resemblance> pairs = Resemblance.of(results);
    return pairs.isEmpty() ? List.of() : List.of(table(pairs, results.allocators()));
  }

  private static TextTable table(List<Resemblance> pairs, List<ComparedAllocator> allocators) {
    var table =
        new TextTable.Builder(caption()).columns("trace", "sizes", "lifetimes", "live curve");
    for (Metric metric : METRICS) {
      for (ComparedAllocator one : allocators) table.columns(metric.title() + ", " + one.name());
    }
    for (Resemblance pair : pairs) table.row(row(pair, allocators));
    return table.build();
  }

  private static String caption() {
    return """
        Fitted workloads against their traces. Sizes and lifetimes: the distance of Kolmogorov and \
        Smirnov, at most %.2f and %.2f where they are alike; live curve: the mean difference over \
        the peak, at most %.0f %%; then what each allocator needs for the fitted workload over what \
        it needs for the trace, within %.0f %% of 1."""
        .formatted(
            Resemblance.SIZES,
            Resemblance.LIFETIMES,
            100 * Resemblance.LIVE,
            100 * Resemblance.RATIO);
  }

  private static List<Entry> row(Resemblance pair, List<ComparedAllocator> allocators) {
    var row = new ArrayList<Entry>();
    row.add(Entry.code(pair.name()));
    double sizes = pair.distance(WorkloadTables.SIZE);
    double lifetimes = pair.distance(WorkloadTables.LIFETIME);
    row.add(entry("%.3f".formatted(sizes), sizes, sizes <= Resemblance.SIZES));
    row.add(entry("%.3f".formatted(lifetimes), lifetimes, lifetimes <= Resemblance.LIFETIMES));
    double live = pair.liveError();
    row.add(entry(Unit.SHARE.format(live), live, live <= Resemblance.LIVE));
    for (Metric metric : METRICS) {
      for (ComparedAllocator one : allocators) {
        double ratio = pair.ratio(one, metric);
        boolean alike = Math.abs(ratio - 1) <= Resemblance.RATIO;
        row.add(entry("× " + Unit.RATIO.format(ratio), ratio, alike));
      }
    }
    return row;
  }

  private static Entry entry(String text, double value, boolean alike) {
    if (Double.isNaN(value)) return Entry.NONE;
    return new Entry(text, "", Form.NUMBER, alike ? Tone.GOOD : Tone.BAD, value);
  }
}
