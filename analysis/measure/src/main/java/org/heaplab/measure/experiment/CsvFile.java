package org.heaplab.measure.experiment;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heaplab.workloads.AtomicFile;

/// A table on disk that grows a row or a few at a time and survives being killed: each append is
/// one write, and a line that was cut off is dropped when the file is opened again.
public final class CsvFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final List<String> columns;

  /// Opens the table, or begins it.
  ///
  /// @throws IOException when it has other columns
  public CsvFile(Path file, List<String> columns) throws IOException {
    this.file = file;
    this.columns = columns;
    if (Files.exists(file)) dropCutLine();
    if (!Files.exists(file) || Files.size(file) == 0) {
      append(List.of(columns));
    } else if (!header().equals(columns)) {
      throw new IOException(file + ": the columns must be " + columns + ": " + header());
    }
  }

  private void dropCutLine() throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      while (end > 0) {
        channel.read(last.clear(), end - 1);
        if (last.get(0) == '\n') break;
        end--;
      }
      channel.truncate(end);
    }
  }

  private List<String> header() throws IOException {
    try (CSVParser parser = parser()) {
      return parser.iterator().next().toList();
    }
  }

  private CSVParser parser() throws IOException {
    Reader reader = Files.newBufferedReader(file);
    return CSVParser.builder().setReader(reader).setFormat(FORMAT).get();
  }

  /// Adds rows at the end, all in one write. A null is an empty cell.
  public synchronized void append(List<? extends List<?>> rows) throws IOException {
    Files.writeString(
        file,
        format(rows),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String format(List<? extends List<?>> rows) {
    var text = new StringBuilder();
    for (List<?> row : rows) text.append(FORMAT.format(row.toArray())).append('\n');
    return text.toString();
  }

  /// All rows but the header.
  public List<Row> rows() throws IOException {
    try (CSVParser parser = parser()) {
      var rows = new ArrayList<Row>();
      for (CSVRecord cells : parser) {
        if (cells.getRecordNumber() > 1) rows.add(new Row(columns, cells.toList()));
      }
      return rows;
    }
  }

  /// Rewrites the table without the other rows.
  public void keep(Predicate<Row> wanted) throws IOException {
    var kept = new ArrayList<List<String>>();
    kept.add(columns);
    int all = 0;
    for (Row row : rows()) {
      all++;
      if (wanted.test(row)) kept.add(row.cells());
    }
    if (kept.size() - 1 == all) return;
    byte[] text = format(kept).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(text));
  }

  public record Row(List<String> columns, List<String> cells) {
    String get(String column) {
      return cells.get(columns.indexOf(column));
    }
  }
}
