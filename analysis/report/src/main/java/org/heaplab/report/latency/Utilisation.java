package org.heaplab.report.latency;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Minimum mutator utilisation of an allocator that compacts: of all windows of a length, the least
/// share in which the client ran.
///
/// @param least on any of the traces, by the length of the window in nanoseconds, ascending
/// @param traces the medians over processes, one map for each trace
public record Utilisation(
    ComparedAllocator allocator, Map<Double, Estimate> least, List<Map<Double, Double>> traces) {

  /// One for each allocator that compacted on any trace.
  public static List<Utilisation> of(ExperimentResults results) {
    return results.allocators().stream()
        .map(one -> of(one, results.candidates()))
        .filter(one -> !one.least().isEmpty())
        .toList();
  }

  private static Utilisation of(ComparedAllocator allocator, List<TraceResults> traces) {
    List<Map<Double, Rounds>> known =
        traces.stream()
            .flatMap(trace -> trace.cell(allocator).stream())
            .filter(Cell::valid)
            .map(Utilisation::byWindow)
            .filter(windows -> !windows.isEmpty())
            .toList();
    var least = new TreeMap<Double, Estimate>();
    for (Map<Double, Rounds> trace : known) {
      for (double window : trace.keySet()) {
        least.computeIfAbsent(window, length -> least(length, known).estimate());
      }
    }
    return new Utilisation(allocator, least, known.stream().map(Utilisation::medians).toList());
  }

  private static Rounds least(double window, List<Map<Double, Rounds>> traces) {
    List<Rounds> values =
        traces.stream().filter(one -> one.containsKey(window)).map(one -> one.get(window)).toList();
    return Rounds.combined(values, shares -> Arrays.stream(shares).min().orElseThrow());
  }

  private static Map<Double, Rounds> byWindow(Cell cell) {
    var values = new TreeMap<Double, double[]>();
    for (Row row : cell.series(Tables.UTILISATION).rows()) {
      values.merge(
          row.number("window_ns"),
          new double[] {row.number("utilisation")},
          (some, one) -> {
            double[] more = Arrays.copyOf(some, some.length + 1);
            more[some.length] = one[0];
            return more;
          });
    }
    var rounds = new TreeMap<Double, Rounds>();
    values.forEach((window, shares) -> rounds.put(window, Rounds.measured(shares)));
    return rounds;
  }

  private static Map<Double, Double> medians(Map<Double, Rounds> trace) {
    var medians = new TreeMap<Double, Double>();
    trace.forEach((window, rounds) -> medians.put(window, rounds.estimate().value()));
    return medians;
  }
}
