package org.heaplab.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// The tables of a run that is being made. Rows are added measurement by measurement; what a run
/// that was killed had not finished is dropped when its tables are opened again.
public final class RunFiles {
  private final Map<Table, TableFile> files = new LinkedHashMap<>();
  private final TableFile journal;
  private final Done done = new Done();
  private final Map<Key, Cell> cells = new LinkedHashMap<>();

  private RunFiles(Path folder) {
    for (Table table : Tables.ALL) files.put(table, new TableFile(folder, table));
    journal = new TableFile(folder, Tables.DONE);
  }

  /// Opens the tables in a folder, or begins them.
  ///
  /// @throws MalformedResult when they are of another format
  public static RunFiles open(Path folder) throws IOException {
    var files = new RunFiles(folder);
    files.journal.open();
    files.journal.forEach(Manifest.FORMAT_VERSION, note -> {}, files.done::add);
    for (TableFile file : files.files.values()) {
      file.open();
      file.keep(files.done::has);
    }
    for (Table table : Tables.ALL) files.readBack(table);
    return files;
  }

  /// What later measurements depend on is what tables of one row say.
  private void readBack(Table table) {
    if (table.many()) return;
    files.get(table).forEach(Manifest.FORMAT_VERSION, note -> {}, this::remember);
  }

  private void remember(Row row) {
    if (!row.table().many()) cells.computeIfAbsent(row.key(), Cell::new).add(row);
  }

  /// How many rounds of a measurement are finished; at most 1 of one without rounds.
  public synchronized int done(String measurement, Key key) {
    return done.rounds(measurement, key);
  }

  /// What the tables with one row say of a key now.
  public synchronized Cell cell(Key key) {
    var cell = new Cell(key);
    Cell known = cells.get(key);
    if (known != null) known.ones().forEach(cell::add);
    return cell;
  }

  /// Everything that the tables with one row say of an allocator on a trace.
  public synchronized List<Cell> cells() {
    return cells.values().stream().filter(cell -> cell.has(Tables.SPACE)).toList();
  }

  /// Adds the rows of a measurement, or of one round of it, and says that it is finished.
  ///
  /// @param rows all of tables of the measurement
  public synchronized void add(String measurement, Key key, List<Row> rows) throws IOException {
    var byTable = new LinkedHashMap<Table, List<Row>>();
    for (Row row : rows) {
      if (!row.table().measurement().equals(measurement)) {
        throw new IllegalArgumentException(
            "a row of %s must be of a table of it: %s".formatted(measurement, row.table().name()));
      }
      byTable.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
    }
    for (var entry : byTable.entrySet()) files.get(entry.getKey()).append(entry.getValue());
    journal.append(List.of(Row.of(Tables.DONE, key, Map.of("measurement", measurement))));
    done.add(measurement, key);
    rows.forEach(this::remember);
  }
}
