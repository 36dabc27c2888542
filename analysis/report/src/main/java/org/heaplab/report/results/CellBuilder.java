package org.heaplab.report.results;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.apache.commons.math3.util.ResizableDoubleArray;

/// Gathers the lines about one allocator on one trace from all files of a run.
final class CellBuilder {
  /// Significant decimal digits that latencies are kept with.
  private static final int LATENCY_DIGITS = 3;

  private Allocator allocator;
  private boolean hasSpace;
  private boolean completed = true;
  private boolean valid = true;
  private String reason = "";
  private final Map<String, Double> columns = new HashMap<>();
  private final ResizableDoubleArray operations = new ResizableDoubleArray();
  private final ResizableDoubleArray liveBytes = new ResizableDoubleArray();
  private final ResizableDoubleArray footprintBytes = new ResizableDoubleArray();
  private final ResizableDoubleArray rounds = new ResizableDoubleArray();
  private Histogram latencies;

  CellBuilder(String name) {
    this.allocator = new Allocator(name, "", "");
  }

  String name() {
    return allocator.name();
  }

  Allocator allocator() {
    return allocator;
  }

  void setSpace(Row row) {
    if (hasSpace) {
      throw row.malformed("allocator", "must be there once for each trace", name());
    }
    String kind = row.name("kind");
    if (!kind.equals("java") && !kind.equals("native")) {
      throw row.malformed("kind", "must be java or native", kind);
    }
    hasSpace = true;
    allocator = new Allocator(name(), row.text("family"), kind);
    completed = row.flag("completed", true);
    valid = row.flag("valid", true);
    reason = row.text("reason");
    for (String column : Metric.numericColumns()) {
      columns.put(column, row.number(column));
    }
  }

  void addPoint(Row row) {
    double operation = row.amount("op");
    int last = operations.getNumElements() - 1;
    if (last >= 0 && operation < operations.getElement(last)) {
      throw row.malformed("op", "must not go back", row.text("op"));
    }
    operations.addElement(operation);
    liveBytes.addElement(row.amount("live_bytes"));
    footprintBytes.addElement(row.amount("footprint_bytes"));
  }

  void addRound(Row row) {
    row.count("round");
    rounds.addElement(row.amount("ns_per_op"));
  }

  void setPauses(Row row) {
    for (String column : RunFolder.PAUSE) columns.put(column, row.amount(column));
  }

  void setMinHeap(Row row) {
    columns.put("min_heap_bytes", row.number("min_heap_bytes"));
  }

  /// What the trace asks of everybody alike.
  void setDemand(Row row) {
    for (String column : RunFolder.DEMAND) columns.put(column, row.amount(column));
  }

  void addLatency(Row row) {
    long nanos = row.count("nanos");
    if (latencies == null) latencies = new Histogram(LATENCY_DIGITS);
    try {
      latencies.recordValueWithCount(nanos, row.count("count"));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw row.malformed("nanos", "must fit a histogram", Long.toString(nanos));
    }
  }

  Cell build(Allocator known) {
    Optional<Curve> curve =
        operations.getNumElements() == 0
            ? Optional.empty()
            : Optional.of(
                new Curve(
                    operations.getElements(),
                    liveBytes.getElements(),
                    footprintBytes.getElements()));
    Optional<AbstractHistogram> histogram =
        Optional.<AbstractHistogram>ofNullable(latencies).filter(h -> h.getTotalCount() > 0);
    return new Cell(
        known,
        hasSpace,
        Map.copyOf(columns),
        completed,
        valid,
        reason,
        curve,
        rounds.getElements(),
        histogram);
  }
}
