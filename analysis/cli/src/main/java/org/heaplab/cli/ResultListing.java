package org.heaplab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.heaplab.measure.Metrics;
import org.heaplab.measure.Metrics.Metric;
import org.heaplab.measure.Result;

/// The results of replays: for reading a table for each trace, with what tells allocators apart;
/// for programs every metric.
record ResultListing(List<Result> results) {
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

  void write(Format format, PrintWriter out) throws IOException {
    if (format != Format.TABLE) {
      new Listing<>(Metrics.all().stream().map(ResultListing::field).toList(), results)
          .write(format, out);
      return;
    }
    var byTrace = new LinkedHashMap<String, List<Result>>();
    for (Result result : results) {
      byTrace.computeIfAbsent(result.trace(), trace -> new ArrayList<>()).add(result);
    }
    String gap = "";
    for (List<Result> rows : byTrace.values()) {
      out.print(gap + heading(rows) + "\n");
      new Listing<>(shown(), rows).write(format, out);
      gap = "\n";
    }
  }

  private static String heading(List<Result> rows) {
    Result first = rows.getFirst();
    String heading = first.trace() + ": " + Unit.COUNT.format(first.ops()) + " operations";
    for (Result row : rows) {
      if (row.space() != null && row.space().completed()) {
        return heading + ", at most " + Unit.BYTES.format(row.space().peakLiveBytes()) + " live";
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
    return new Field<>(metric.name(), HEADERS.get(metric.name()), unit(metric), value(metric));
  }

  /// What an invalid run measured means nothing, so it is not shown.
  private static Function<Result, Object> value(Metric metric) {
    boolean always = List.of("trace", "allocator", "ops").contains(metric.name());
    return result -> always || result.valid() ? metric.value().apply(result) : null;
  }

  private static Unit unit(Metric metric) {
    return switch (metric.unit()) {
      case "bytes" -> Unit.BYTES;
      case "ns" -> Unit.NANOS;
      case "ops", "blocks" -> Unit.COUNT;
      default ->
          metric.name().endsWith("_fragmentation")
              ? Unit.SHARE
              : metric.name().equals("allocator") ? Unit.TEXT : Unit.RATIO;
    };
  }

  private static Map<String, String> ordered(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
    return map;
  }
}
