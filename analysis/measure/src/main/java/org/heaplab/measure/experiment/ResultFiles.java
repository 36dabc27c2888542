package org.heaplab.measure.experiment;

import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.Metrics;
import org.heaplab.measure.measurement.Pauses;
import org.heaplab.measure.Result;
import org.heaplab.measure.measurement.Space;
import org.heaplab.measure.measurement.TraceDemand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.heaplab.measure.experiment.CsvFile.Row;

/// The tables of a run. Rows of one cell, that is, of an experiment, a trace and an allocator, are
/// added in an order that tells at any moment what is done:
///
/// 1. a cell's curve is complete exactly when its row in `space.csv` is there;
/// 2. a row of `time.csv` is a round that is done;
/// 3. a cell's latencies are complete exactly when their counts sum to its operations;
/// 4. a row of `pause.csv` is all there is to say of a cell's pauses;
/// 5. a row of `minheap.csv` is a search that is done, one of `trace.csv` a trace that was read,
///    and one of `lock.csv` a round on a set of blocks.
///
/// Opening them again drops what is incomplete.
public final class ResultFiles {
  /// @param real whether the trace was recorded from a program
  public record SpaceRow(String experiment, boolean real, Result result) {}

  private record Column(String name, Function<SpaceRow, Object> value) {}

  private static final List<Column> SPACE =
      List.of(
          new Column("experiment", SpaceRow::experiment),
          of("trace", Result::trace),
          new Column("real", SpaceRow::real),
          of("allocator", Result::allocator),
          of("family", Result::family),
          of("kind", Result::kind),
          metric("ops"),
          metric("completed"),
          metric("oom_at_op"),
          metric("peak_live_bytes"),
          metric("peak_footprint_bytes"),
          metric("peak_ratio"),
          metric("mean_ratio"),
          space("footprint_bytes_at_peak", Space::footprintAtPeakBytes),
          space("padding_bytes_at_peak", Space::paddingAtPeakBytes),
          metric("metadata_bytes_at_peak"),
          space("free_bytes_at_peak", Space::freeAtPeakBytes),
          metric("internal_fragmentation"),
          metric("external_fragmentation"),
          metric("jw1"),
          metric("jw2"),
          metric("jw3"),
          metric("jw4"),
          metric("compactions"),
          metric("moved_bytes"),
          space("digest", Space::digest),
          of("valid", Result::valid),
          of("reason", Result::reason));

  private final CsvFile space;
  private final CsvFile curve;
  private final CsvFile time;
  private final CsvFile latency;
  private final CsvFile pause;
  private final CsvFile minHeap;
  private final CsvFile trace;
  private final CsvFile lock;
  private final Map<Cell, Long> opsBySpaceCell = new HashMap<>();
  private final Set<Cell> invalid = new HashSet<>();
  private final Set<Cell> uncompleted = new HashSet<>();
  private final Map<Cell, Integer> roundsDone = new HashMap<>();
  private final Set<Cell> compacting = new HashSet<>();
  private final Set<Cell> pausesDone = new HashSet<>();
  private final Set<Cell> latencyDone = new HashSet<>();
  private final Set<Cell> minHeapDone = new HashSet<>();
  private final Set<List<String>> demandDone = new HashSet<>();
  private final Map<List<String>, Integer> lockRoundsDone = new HashMap<>();

  /// Opens the tables in a folder, or begins them.
  public ResultFiles(Path folder) throws IOException {
    space = new CsvFile(folder.resolve("space.csv"), SPACE.stream().map(Column::name).toList());
    curve = table(folder, "curve", "op", "live_bytes", "footprint_bytes");
    time = table(folder, "time", "round", "ns_per_op");
    latency = table(folder, "latency", "nanos", "count");
    pause = table(folder, "pause", "pauses", "max_pause_ns", "p99_pause_ns", "max_pause_wall_ns");
    minHeap = table(folder, "minheap", "min_heap_bytes");
    trace =
        new CsvFile(
            folder.resolve("trace.csv"),
            List.of(
                "experiment",
                "trace",
                "allocated_bytes",
                "live_blocks_at_peak",
                "peak_packed_bytes"));
    lock =
        new CsvFile(
            folder.resolve("lock.csv"),
            List.of("experiment", "allocator", "blocks", "round", "plain_ns", "locked_ns"));
    readBack();
  }

  private static CsvFile table(Path folder, String name, String... columns) throws IOException {
    var all = new ArrayList<>(List.of("experiment", "trace", "allocator"));
    all.addAll(List.of(columns));
    return new CsvFile(folder.resolve(name + ".csv"), all);
  }

  private void readBack() throws IOException {
    for (Row row : space.rows()) {
      opsBySpaceCell.put(Cell.of(row), Long.parseLong(row.get("ops")));
      if (row.get("valid").equals("false")) invalid.add(Cell.of(row));
      if (row.get("completed").equals("false")) uncompleted.add(Cell.of(row));
      String compactions = row.get("compactions");
      if (!compactions.isEmpty() && !compactions.equals("0")) compacting.add(Cell.of(row));
    }
    curve.keep(row -> opsBySpaceCell.containsKey(Cell.of(row)));
    for (Row row : time.rows()) roundsDone.merge(Cell.of(row), 1, Integer::sum);
    var counted = new HashMap<Cell, Long>();
    for (Row row : latency.rows()) {
      counted.merge(Cell.of(row), Long.parseLong(row.get("count")), Long::sum);
    }
    counted.forEach(
        (cell, count) -> {
          if (count.equals(opsBySpaceCell.get(cell))) latencyDone.add(cell);
        });
    latency.keep(row -> latencyDone.contains(Cell.of(row)));
    for (Row row : pause.rows()) pausesDone.add(Cell.of(row));
    for (Row row : minHeap.rows()) minHeapDone.add(Cell.of(row));
    for (Row row : trace.rows()) demandDone.add(List.of(row.get("experiment"), row.get("trace")));
    for (Row row : lock.rows()) {
      lockRoundsDone.merge(
          List.of(row.get("experiment"), row.get("allocator")),
          Integer.parseInt(row.get("round")) + 1,
          Math::max);
    }
  }

  public boolean hasSpace(Cell cell) {
    return opsBySpaceCell.containsKey(cell);
  }

  /// Operations of the cell's trace; 0 when the cell is not there.
  public long ops(Cell cell) {
    return opsBySpaceCell.getOrDefault(cell, 0L);
  }

  /// How many cells there are.
  public int cells() {
    return opsBySpaceCell.size();
  }

  /// Whether the cell is there, its allocator behaved and the replay reached its end.
  public boolean canBeTimed(Cell cell) {
    return hasSpace(cell) && !invalid.contains(cell) && !uncompleted.contains(cell);
  }

  public Set<Cell> invalidCells() {
    return invalid;
  }

  public int rounds(Cell cell) {
    return roundsDone.getOrDefault(cell, 0);
  }

  /// Whether compaction ever ran in it, so that there are pauses to measure.
  public boolean compacts(Cell cell) {
    return compacting.contains(cell);
  }

  public boolean hasPauses(Cell cell) {
    return pausesDone.contains(cell);
  }

  public boolean hasMinHeap(Cell cell) {
    return minHeapDone.contains(cell);
  }

  public boolean hasDemand(String experiment, String trace) {
    return demandDone.contains(List.of(experiment, trace));
  }

  public int lockRounds(String experiment, String allocator) {
    return lockRoundsDone.getOrDefault(List.of(experiment, allocator), 0);
  }

  public boolean hasLatency(Cell cell) {
    return latencyDone.contains(cell);
  }

  public synchronized void addSpace(SpaceRow row) throws IOException {
    Cell cell = new Cell(row.experiment(), row.result().trace(), row.result().allocator());
    if (row.result().space() != null) {
      var points = new ArrayList<List<?>>();
      for (Space.Point point : row.result().space().curve()) {
        points.add(cell.with(point.op(), point.liveBytes(), point.footprintBytes()));
      }
      curve.append(points);
    }
    var cells = new ArrayList<Object>();
    for (Column column : SPACE) cells.add(column.value().apply(row));
    space.append(List.of(cells));
    opsBySpaceCell.put(cell, row.result().ops());
    if (!row.result().valid()) invalid.add(cell);
    Space measured = row.result().space();
    if (measured != null && !measured.completed()) uncompleted.add(cell);
    if (measured != null && measured.compacted()) compacting.add(cell);
  }

  public void addRound(Cell cell, double nanosPerOp) throws IOException {
    int round = rounds(cell);
    time.append(List.of(cell.with(round, nanosPerOp)));
    roundsDone.put(cell, round + 1);
  }

  public void addPauses(Cell cell, Pauses measured) throws IOException {
    pause.append(
        List.of(
            cell.with(
                measured.count(),
                measured.maxNanos(),
                measured.p99Nanos(),
                measured.maxWallNanos())));
    pausesDone.add(cell);
  }

  /// @param bytes null where there is no heap in which the trace completes
  public synchronized void addMinHeap(Cell cell, Long bytes) throws IOException {
    minHeap.append(List.of(cell.with(bytes == null ? "" : bytes)));
    minHeapDone.add(cell);
  }

  public void addDemand(String experiment, String name, TraceDemand demand) throws IOException {
    trace.append(
        List.of(
            List.of(
                experiment,
                name,
                demand.allocatedBytes(),
                demand.liveBlocksAtPeak(),
                demand.peakPackedBytes())));
    demandDone.add(List.of(experiment, name));
  }

  public void addLocks(String experiment, String allocator, List<LockTimer.Times> measured)
      throws IOException {
    int round = lockRounds(experiment, allocator);
    lock.append(
        measured.stream()
            .map(
                one ->
                    List.of(
                        experiment,
                        allocator,
                        one.blocks(),
                        round,
                        one.plainNanos(),
                        one.lockedNanos()))
            .toList());
    lockRoundsDone.put(List.of(experiment, allocator), round + 1);
  }

  public void addLatency(Cell cell, Latency measured) throws IOException {
    var rows = new ArrayList<List<?>>();
    for (Latency.Count count : measured.counts()) {
      rows.add(cell.with(count.nanos(), count.count()));
    }
    latency.append(rows);
    latencyDone.add(cell);
  }

  /// What one row of `space.csv` is about.
  public record Cell(String experiment, String trace, String allocator) {
    static Cell of(Row row) {
      return new Cell(row.get("experiment"), row.get("trace"), row.get("allocator"));
    }

    String toText() {
      return experiment + ", " + trace + ", " + allocator;
    }

    List<?> with(Object... values) {
      var row = new ArrayList<Object>(List.of(experiment, trace, allocator));
      row.addAll(List.of(values));
      return row;
    }
  }

  private static Column of(String name, Function<Result, Object> value) {
    return new Column(name, row -> value.apply(row.result()));
  }

  private static Column space(String name, Function<Space, Object> value) {
    return of(name, result -> result.space() == null ? null : value.apply(result.space()));
  }

  private static Column metric(String name) {
    return of(name, Metrics.find(name).orElseThrow().value());
  }
}
