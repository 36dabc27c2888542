package org.heaplab.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heaplab.measure.Result;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Kind;

/// The results of replays: for reading a table for each trace, with what tells allocators apart;
/// for programs every metric.
public record ResultListing(List<Result> results) {
  /// What tables show, and what they call it.
  private static final Map<String, String> HEADERS =
      ordered(
          "allocator", "allocator",
          "peak_footprint_bytes", "footprint",
          "peak_ratio", "peak ratio",
          "mean_ratio", "mean ratio",
          "metadata_bytes_at_peak", "metadata",
          "internal_fragmentation", "internal",
          "external_fragmentation", "external",
          "ns_per_op", "per op",
          "p99_ns", "p99",
          "max_ns", "slowest",
          "moved_bytes", "moved",
          "max_pause_ns", "longest pause",
          "oom_at_op", "refused at op");

  /// What no single replay measures.
  private static final Set<Basis> ONLY_IN_EXPERIMENTS =
      EnumSet.of(Basis.FIXED_HEAP, Basis.LOCK, Basis.ACCESS);

  public void write(Format format, PrintWriter out) throws IOException {
    if (format != Format.TABLE) {
      new Listing<>(metrics().map(ResultListing::field).toList(), results).write(format, out);
      return;
    }
    var byTrace = new LinkedHashMap<String, List<Result>>();
    for (Result result : results) {
      byTrace.computeIfAbsent(result.cell().trace(), trace -> new ArrayList<>()).add(result);
    }
    String gap = "";
    for (List<Result> rows : byTrace.values()) {
      out.print(gap + heading(rows) + "\n");
      new Listing<>(shown(), rows).write(format, out);
      gap = "\n";
    }
  }

  /// Those that a replay can have.
  private static Stream<Metric> metrics() {
    return Metrics.all().stream().filter(metric -> !ONLY_IN_EXPERIMENTS.contains(metric.basis()));
  }

  private static String heading(List<Result> rows) {
    Cell first = rows.getFirst().cell();
    String heading = first.trace() + ": " + Metrics.OPS.format(first) + " operations";
    for (Result row : rows) {
      if (row.cell().hasSpace() && row.cell().completed()) {
        return heading + ", at most " + Metrics.PEAK_LIVE_BYTES.format(row.cell()) + " live";
      }
    }
    return heading;
  }

  private static List<Field<Result>> shown() {
    return HEADERS.keySet().stream()
        .map(name -> field(Metrics.find(name).orElseThrow(() -> new IllegalStateException(name))))
        .toList();
  }

  private static Field<Result> field(Metric metric) {
    return new Field<>(metric.name(), HEADERS.get(metric.name()), metric.unit(), value(metric));
  }

  /// What an invalid run measured means nothing, so it is not shown.
  private static Function<Result, Object> value(Metric metric) {
    boolean always = metric.kind() == Kind.TEXT || metric.equals(Metrics.OPS);
    return result -> always || result.valid() ? metric.value().apply(result.cell()) : null;
  }

  private static Map<String, String> ordered(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
    return map;
  }
}
