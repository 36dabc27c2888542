package org.heaplab.report.results;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// Reads one CSV file of a run, line by line, and holds it to its columns.
///
/// A run that was killed leaves what it had measured: a file that does not exist has no lines, and
/// a last line without its line end was cut in the middle and is left out. Both leave a note.
final class ResultFile {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Path path;
  private final String name;
  private final Consumer<String> notes;

  /// @param notes is told what was left out
  ResultFile(Path folder, String name, Consumer<String> notes) {
    this.path = folder.resolve(name);
    this.name = name;
    this.notes = notes;
  }

  void forEach(List<String> columns, Consumer<Row> action) {
    if (!Files.exists(path)) {
      notes.accept(name + " is missing: what depends on it is left out");
      return;
    }
    try (var reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        var parser = FORMAT.parse(reader)) {
      for (String column : columns) {
        if (!parser.getHeaderNames().contains(column)) {
          throw new MalformedResult(
              "%s, line 1: column must be present: '%s'".formatted(name, column));
        }
      }
      boolean cut = isCut();
      var records = parser.iterator();
      while (records.hasNext()) {
        CSVRecord cells = records.next();
        long line = parser.getCurrentLineNumber();
        if (cut && !records.hasNext()) {
          notes.accept("%s, line %d was cut in the middle and is left out".formatted(name, line));
          return;
        }
        if (!cells.isConsistent()) {
          throw new MalformedResult(
              "%s, line %d: a line must have as many cells as the header, %d: %d"
                  .formatted(name, line, parser.getHeaderNames().size(), cells.size()));
        }
        action.accept(new Row(name, line, cells));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new MalformedResult("%s: must be a readable CSV file: %s".formatted(name, e), e);
    }
  }

  private boolean isCut() throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() == 0) return false;
      file.seek(file.length() - 1);
      return file.read() != '\n';
    }
  }
}
