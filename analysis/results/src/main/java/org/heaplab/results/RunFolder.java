package org.heaplab.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// Reads the folder that a run leaves: its [Manifest], and every table of [Tables].
///
/// An empty cell does not apply. Tables that a stopped run has not begun, and rows that it has not
/// finished, are left out; a line that breaks a rule is an error.
public final class RunFolder {
  private final Path folder;
  private final Manifest manifest;
  private final Map<String, ComparedAllocator> asked;
  private final List<String> notes = new ArrayList<>();
  private final Map<Key, List<Row>> rows = new LinkedHashMap<>();

  private RunFolder(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.asked =
        manifest.allocators().stream()
            .collect(
                Collectors.toMap(
                    ComparedAllocator::name, Function.identity(), (one, other) -> one));
  }

  /// @throws MalformedResult when there is no run in the folder, or a file of it breaks a rule
  public static Run read(Path folder) {
    return new RunFolder(folder, ManifestFile.read(folder)).read();
  }

  private Run read() {
    Predicate<Row> finished = finished();
    for (Table table : Tables.ALL) {
      var file = new TableFile(folder, table);
      if (!file.exists()) {
        if (manifest.formatVersion() == Manifest.FORMAT_VERSION) {
          notes.add(table.file() + " is missing: what depends on it is left out");
        }
        continue;
      }
      file.forEach(manifest.formatVersion(), notes::add, row -> add(row, finished));
    }
    return new Run(manifest, manifest.experiments().stream().map(this::results).toList(), notes);
  }

  /// Format 1 did not say what was finished.
  private Predicate<Row> finished() {
    if (manifest.formatVersion() < 2) return row -> true;
    return Done.read(folder, manifest.formatVersion(), notes::add)::has;
  }

  private void add(Row row, Predicate<Row> finished) {
    if (finished.test(row)) rows.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row);
  }

  private ExperimentResults results(Experiment experiment) {
    var cells = new LinkedHashMap<String, List<Cell>>();
    var alone = new LinkedHashMap<String, Cell>();
    rows.forEach(
        (key, found) -> {
          if (!key.experiment().equals(experiment.name()) || key.allocator().isEmpty()) return;
          Cell cell = cell(key, found);
          if (key.trace().isEmpty()) alone.put(key.allocator(), cell);
          else cells.computeIfAbsent(key.trace(), trace -> new ArrayList<>()).add(cell);
        });
    List<TraceResults> traces =
        cells.entrySet().stream()
            .map(entry -> trace(experiment.name(), entry.getKey(), entry.getValue()))
            .toList();
    return new ExperimentResults(experiment, traces, allocators(traces, alone), alone);
  }

  /// With what is true of its trace.
  private Cell cell(Key key, List<Row> own) {
    var cell = new Cell(key);
    try {
      own.forEach(cell::add);
      if (!key.trace().isEmpty()) {
        rows.getOrDefault(new Key(key.experiment(), key.trace(), ""), List.of()).forEach(cell::add);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedResult(e.getMessage(), e);
    }
    return cell;
  }

  private TraceResults trace(String experiment, String trace, List<Cell> cells) {
    List<Object> real =
        cells.stream()
            .map(cell -> cell.value(Tables.SPACE, "real"))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (real.size() > 1) {
      throw new MalformedResult(
          "%s, column real: must be the same on every line of a trace: '%s'"
              .formatted(Tables.SPACE.file(), trace));
    }
    return new TraceResults(
        experiment, trace, real.isEmpty() || real.contains(true), group(trace), cells);
  }

  private String group(String trace) {
    return manifest.workloads().stream()
        .filter(workload -> workload.name().equals(trace))
        .map(ReplayedWorkload::group)
        .findFirst()
        .orElse("");
  }

  /// In the order in which the run was asked for them: the lines of its files are in the order in
  /// which replays ended, which is another each time.
  private List<ComparedAllocator> allocators(List<TraceResults> traces, Map<String, Cell> alone) {
    var measured = new LinkedHashMap<String, ComparedAllocator>();
    for (ComparedAllocator allocator : manifest.allocators()) measured.put(allocator.name(), null);
    for (TraceResults trace : traces) {
      for (Cell cell : trace.cells())
        measured.merge(cell.allocator(), described(cell), RunFolder::known);
    }
    alone.keySet().forEach(name -> measured.merge(name, unknown(name), RunFolder::known));
    return measured.values().stream().filter(Objects::nonNull).toList();
  }

  /// An allocator that has no line in `space.csv` on one trace may have one on another.
  private static ComparedAllocator known(ComparedAllocator one, ComparedAllocator other) {
    return one.kind().isEmpty() ? other : one;
  }

  private ComparedAllocator described(Cell cell) {
    String name = cell.allocator();
    ComparedAllocator declared = asked.getOrDefault(name, unknown(name));
    return cell.row(Tables.SPACE)
        .map(
            row ->
                new ComparedAllocator(name, row.text("family"), row.text("kind"), declared.role()))
        .orElse(declared);
  }

  private static ComparedAllocator unknown(String name) {
    return new ComparedAllocator(name, "", "", ComparedAllocator.Role.COMPETES);
  }
}
