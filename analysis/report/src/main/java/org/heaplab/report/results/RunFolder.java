package org.heaplab.report.results;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads the folder that a run leaves:
///
/// ```text
///    manifest.json   what ran, where and how            one JSON object
///    space.csv       one line for each trace and allocator
///    curve.csv       footprint over operations          many lines for each
///    time.csv        nanoseconds an operation           one line for each round
///    latency.csv     histogram of single operations     many lines for each
///    pause.csv       pauses for compaction              one line where there are any
///    minheap.csv     the smallest heap                  one line where it was searched for
///    trace.csv       what it asks of all alike          one line for each trace
///    lock.csv        what locking costs                 one line for each round, where it was asked
/// ```
///
/// An empty cell does not apply. Files that a stopped run has not written yet are missed, not
/// demanded; a line that breaks a rule is an error.
public final class RunFolder {
  static final List<String> DEMAND =
      List.of("allocated_bytes", "live_blocks_at_peak", "peak_packed_bytes");

  static final List<String> PAUSE = List.of("max_pause_ns", "p99_pause_ns", "max_pause_wall_ns");

  private static final List<String> KEY = List.of("experiment", "trace", "allocator");

  private final Path folder;
  private final List<String> notes = new ArrayList<>();
  private final Map<List<String>, CellBuilder> cells = new LinkedHashMap<>();
  private final Map<List<String>, Boolean> real = new LinkedHashMap<>();
  private final LockTimesBuilder locks = new LockTimesBuilder();

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /// @throws MalformedResult when there is no run in the folder, or a file of it breaks a rule
  public static Run read(Path folder) {
    return new RunFolder(folder).read();
  }

  private Run read() {
    if (!Files.exists(folder.resolve("manifest.json"))
        && !Files.exists(folder.resolve("space.csv"))) {
      throw new MalformedResult(
          "a run's folder must hold manifest.json and space.csv: '%s'".formatted(folder));
    }
    Map<String, Object> manifest = readManifest();
    file("space.csv").forEach(columns(Metric.spaceColumns()), this::addSpace);
    file("curve.csv")
        .forEach(
            columns(List.of("op", "live_bytes", "footprint_bytes")),
            row -> cell(row).addPoint(row));
    file("time.csv")
        .forEach(columns(List.of("round", "ns_per_op")), row -> cell(row).addRound(row));
    file("latency.csv")
        .forEach(columns(List.of("nanos", "count")), row -> cell(row).addLatency(row));
    optional("pause.csv", columns(PAUSE), row -> cell(row).setPauses(row));
    optional("minheap.csv", columns(List.of("min_heap_bytes")), row -> cell(row).setMinHeap(row));
    var demand = new ArrayList<>(List.of("experiment", "trace"));
    demand.addAll(DEMAND);
    optional("trace.csv", demand, this::setDemand);
    optional("lock.csv", LockTimesBuilder.COLUMNS, locks::add);
    return new Run(manifest, experiments(manifest), List.copyOf(notes));
  }

  private ResultFile file(String name) {
    return new ResultFile(folder, name, notes::add);
  }

  /// A file that not every run has.
  private void optional(String name, List<String> columns, Consumer<Row> action) {
    if (Files.exists(folder.resolve(name))) file(name).forEach(columns, action);
  }

  private void setDemand(Row row) {
    List<String> trace = List.of(row.name("experiment"), row.name("trace"));
    cells.forEach(
        (key, cell) -> {
          if (key.subList(0, 2).equals(trace)) cell.setDemand(row);
        });
  }

  private static List<String> columns(List<String> others) {
    var columns = new ArrayList<>(KEY);
    columns.addAll(others);
    return columns;
  }

  private Map<String, Object> readManifest() {
    Path path = folder.resolve("manifest.json");
    if (!Files.exists(path)) {
      notes.add("manifest.json is missing: nothing is known of how the run was made");
      return Map.of();
    }
    try {
      return JSON.std.mapFrom(Files.readString(path));
    } catch (IOException e) {
      throw new MalformedResult("manifest.json: must be one JSON object: " + e.getMessage(), e);
    }
  }

  private void addSpace(Row row) {
    cell(row).setSpace(row);
    real.merge(
        List.of(row.name("experiment"), row.name("trace")),
        row.flag("real", true),
        (before, now) -> {
          if (!before.equals(now)) {
            throw row.malformed(
                "real", "must be the same on every line of a trace", now.toString());
          }
          return now;
        });
  }

  private CellBuilder cell(Row row) {
    return cells.computeIfAbsent(
        KEY.stream().map(row::name).toList(), key -> new CellBuilder(key.get(2)));
  }

  private List<Experiment> experiments(Map<String, Object> manifest) {
    var allocators = new LinkedHashMap<String, Allocator>();
    cells
        .values()
        .forEach(cell -> allocators.merge(cell.name(), cell.allocator(), RunFolder::known));
    var subjects = new LinkedHashMap<String, Map<String, List<Cell>>>();
    cells.forEach(
        (key, cell) ->
            subjects
                .computeIfAbsent(key.get(0), experiment -> new LinkedHashMap<>())
                .computeIfAbsent(key.get(1), trace -> new ArrayList<>())
                .add(cell.build(allocators.get(cell.name()))));
    var experiments = new ArrayList<Experiment>();
    subjects.forEach((name, traces) -> experiments.add(experiment(name, traces, order(manifest))));
    return List.copyOf(experiments);
  }

  /// An allocator that has no line in `space.csv` on one trace may have one on another.
  private static Allocator known(Allocator one, Allocator other) {
    return one.kind().isEmpty() ? other : one;
  }

  /// The order in which the run was asked for allocators. The lines of its files are in the order
  /// in which replays ended, which is another each time.
  private static Comparator<Allocator> order(Map<String, Object> manifest) {
    List<?> asked = manifest.get("allocators") instanceof List<?> list ? list : List.of();
    return Comparator.comparingInt(
        allocator -> {
          int place = asked.indexOf(allocator.name());
          return place < 0 ? Integer.MAX_VALUE : place;
        });
  }

  private Experiment experiment(
      String name, Map<String, List<Cell>> traces, Comparator<Allocator> order) {
    List<Subject> subjects =
        traces.entrySet().stream()
            .map(
                entry ->
                    new Subject(
                        name,
                        entry.getKey(),
                        real.getOrDefault(List.of(name, entry.getKey()), true),
                        List.copyOf(entry.getValue())))
            .toList();
    List<Allocator> allocators =
        subjects.stream()
            .flatMap(subject -> subject.cells().stream())
            .map(Cell::allocator)
            .distinct()
            .sorted(order)
            .toList();
    return new Experiment(name, subjects, allocators, locks.of(name));
  }
}
