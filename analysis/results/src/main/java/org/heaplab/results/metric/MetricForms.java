package org.heaplab.results.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Tables;

/// The forms that several metrics have in common, by what they are measured on.
final class MetricForms {
  private MetricForms() {}

  static Metric space(String name, String title, Unit unit, String definition) {
    return Metric.column(Tables.SPACE, name, title, unit, Basis.SPACE, definition);
  }

  static Metric text(String name, String title, String definition) {
    return Metric.column(Tables.SPACE, name, title, Unit.NONE, Basis.SPACE, definition);
  }

  /// What memory a native allocator takes: the median over the processes in which it was measured.
  /// That of one of ours is the same in all.
  static Metric perProcess(
      String name, String title, Unit unit, String definition, ToDoubleFunction<Cell> once) {
    return Metric.median(
        name,
        title,
        unit,
        Basis.SPACE,
        definition,
        cell -> {
          double[] processes =
              Arrays.stream(cell.series(Tables.PROCESS).numbers(name))
                  .filter(Double::isFinite)
                  .toArray();
          if (processes.length > 0) return processes;
          double only = once.applyAsDouble(cell);
          return Double.isNaN(only) ? new double[0] : new double[] {only};
        });
  }

  static Metric pause(String name, String title, String definition) {
    return new Metric(
        name,
        title,
        Kind.WHOLE,
        Unit.NANOS,
        Basis.PAUSE,
        definition,
        cell -> {
          double[] processes = cell.series(Tables.PAUSE).numbers(name);
          return processes.length == 0 ? null : (Long) Math.round(Metric.median(processes));
        },
        cell -> cell.series(Tables.PAUSE).numbers(name));
  }

  static Metric latency(String name, String title, String definition, double share) {
    return new Metric(
        name,
        title,
        Kind.WHOLE,
        Unit.NANOS,
        Basis.LATENCY,
        definition,
        cell -> {
          var counts = LatencyCounts.of(cell);
          return counts.isEmpty() ? null : (Long) (long) counts.quantile(share);
        },
        null);
  }
}
