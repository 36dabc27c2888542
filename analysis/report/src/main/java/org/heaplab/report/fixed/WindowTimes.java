package org.heaplab.report.fixed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.Row;

/// How long operations take in heaps of fixed size.
public final class WindowTimes {
  private WindowTimes() {}

  /// The time per operation in each stretch of a trace: the median over processes, by the operation
  /// that ends it; empty where nothing was timed.
  public static Map<Double, Double> along(TraceResults trace, SetUp setUp, Contender one) {
    var times = new TreeMap<Double, Double>();
    timed(trace, setUp, one).stream()
        .collect(Collectors.groupingBy(row -> row.number("op")))
        .forEach((op, rows) -> times.put(op, median(rows)));
    return times;
  }

  private static double median(List<Row> rows) {
    return Rounds.measured(rows.stream().mapToDouble(row -> row.number("ns_per_op")).toArray())
        .estimate()
        .value();
  }

  /// The time per operation over a whole trace, process by process.
  public static Rounds over(TraceResults trace, SetUp setUp, Contender one) {
    Map<Integer, List<Row>> rounds =
        timed(trace, setUp, one).stream()
            .collect(Collectors.groupingBy(Row::round, TreeMap::new, Collectors.toList()));
    return Rounds.measured(rounds.values().stream().mapToDouble(WindowTimes::mean).toArray());
  }

  private static double mean(List<Row> windows) {
    double before = 0;
    double nanos = 0;
    for (Row window : windows) {
      nanos += window.number("ns_per_op") * (window.number("op") - before);
      before = window.number("op");
    }
    return nanos / before;
  }

  private static List<Row> timed(TraceResults trace, SetUp setUp, Contender one) {
    return one.rows(FixedHeapTables.WINDOW, setUp.factor(), trace).stream()
        .filter(row -> !Double.isNaN(row.number("ns_per_op")))
        .toList();
  }

  /// The traces on which all contenders were timed that completed some trace.
  public static List<TraceResults> traces(ExperimentResults results, SetUp setUp) {
    List<Contender> timed = timed(results, setUp);
    return setUp.traces(results).stream()
        .filter(trace -> !timed.isEmpty())
        .filter(trace -> timed.stream().allMatch(one -> over(trace, setUp, one).exists()))
        .toList();
  }

  /// The contenders that have a time on some trace.
  public static List<Contender> timed(ExperimentResults results, SetUp setUp) {
    return setUp.contenders().stream()
        .filter(
            one ->
                setUp.traces(results).stream().anyMatch(trace -> over(trace, setUp, one).exists()))
        .toList();
  }
}
