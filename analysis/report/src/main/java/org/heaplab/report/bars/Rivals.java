package org.heaplab.report.bars;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;

/// The handle heap on one trace, and the native allocators that it is compared with. Of a family
/// there may be several, such as `jemalloc` and `jemalloc-system`; the best of them counts.
record Rivals(Subject subject) {
  static final String HANDLE = "handle";
  static final String GLIBC = "glibc";
  static final String MIMALLOC = "mimalloc";

  private static final List<String> FAMILIES = List.of(GLIBC, "jemalloc", MIMALLOC, "tcmalloc");

  /// NaN unless the handle heap ran the trace to its end without fault.
  double ofHandle(ToDoubleFunction<Cell> value) {
    return handle().filter(Cell::comparesInSpace).map(value::applyAsDouble).orElse(Double.NaN);
  }

  /// The native allocator with the least of a metric of space.
  Optional<Cell> best(Metric metric) {
    return FAMILIES.stream()
        .flatMap(this::family)
        .filter(Cell::comparesInSpace)
        .min(Comparator.comparingDouble(metric::of));
  }

  /// The handle heap's time over that of the fastest of a family; NaN where one was not timed.
  double timeTo(String family) {
    double rival = fastest(family(family));
    return fastest(handle().stream()) / rival;
  }

  private static double fastest(Stream<Cell> cells) {
    return cells
        .filter(Cell::comparesInTime)
        .mapToDouble(Metric.NS_PER_OP::of)
        .min()
        .orElse(Double.NaN);
  }

  private Optional<Cell> handle() {
    return cells().filter(cell -> cell.allocator().name().equals(HANDLE)).findFirst();
  }

  private Stream<Cell> family(String family) {
    return cells()
        .filter(
            cell ->
                cell.allocator().name().equals(family)
                    || cell.allocator().name().startsWith(family + "-"));
  }

  private Stream<Cell> cells() {
    return subject.cells().stream();
  }
}
