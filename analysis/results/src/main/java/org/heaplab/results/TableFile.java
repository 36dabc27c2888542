package org.heaplab.results;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;

/// A [Table] on disk, as RFC 4180 has it. It grows by a row or a few at a time, each time in one
/// write, and survives being killed: a last line without its end was cut, and does not count.
public final class TableFile {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path file;
  private final Table table;

  public TableFile(Path folder, Table table) {
    this.file = folder.resolve(table.file());
    this.table = table;
  }

  /// Opens the table for more rows, or begins it, and drops a last line that was cut.
  ///
  /// @throws MalformedResult when it has other columns
  public void open() throws IOException {
    if (Files.exists(file)) dropCutLine();
    if (!Files.exists(file) || Files.size(file) == 0) {
      write(FORMAT.format(table.columnNames().toArray()) + "\n");
      return;
    }
    try (CSVParser parser = parser()) {
      List<String> header = parser.iterator().next().toList();
      if (header.equals(table.columnNames())) return;
      throw new MalformedResult(
          "%s, line 1: the columns must be %s: %s".formatted(file, table.columnNames(), header));
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

  private CSVParser parser() throws IOException {
    return parser(Files.newBufferedReader(file));
  }

  private static CSVParser parser(Reader reader) throws IOException {
    return CSVParser.builder().setReader(reader).setFormat(FORMAT).get();
  }

  /// Without a last line that was cut: it may end within quotes, which no parser accepts.
  private CSVParser wholeLines() throws IOException {
    String text = Files.readString(file);
    return parser(new StringReader(text.substring(0, text.lastIndexOf('\n') + 1)));
  }

  public synchronized void append(List<Row> rows) throws IOException {
    if (!rows.isEmpty()) write(text(rows));
  }

  private void write(String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String text(List<Row> rows) {
    var text = new StringBuilder();
    for (Row row : rows) text.append(FORMAT.format(row.values().toArray())).append('\n');
    return text.toString();
  }

  /// Rewrites the table without the other rows.
  public void keep(Predicate<Row> wanted) throws IOException {
    var kept = new ArrayList<Row>();
    int[] all = {0};
    forEach(
        Manifest.FORMAT_VERSION,
        note -> {},
        row -> {
          all[0]++;
          if (wanted.test(row)) kept.add(row);
        });
    if (kept.size() == all[0]) return;
    String header = FORMAT.format(table.columnNames().toArray()) + "\n";
    Drafts.write(file, (header + text(kept)).getBytes(StandardCharsets.UTF_8));
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /// Reads all whole rows.
  ///
  /// @param version of the files; in those of an earlier format a column may be missing, and then
  ///   does not apply
  /// @param notes is told what was left out
  /// @throws MalformedResult when a line breaks a rule
  public void forEach(int version, Consumer<String> notes, Consumer<Row> action) {
    try {
      read(version, isCut(), notes, action);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new MalformedResult("%s: must be a readable CSV file: %s".formatted(file, e), e);
    }
  }

  private void read(int version, boolean cut, Consumer<String> notes, Consumer<Row> action)
      throws IOException {
    try (CSVParser parser = cut ? wholeLines() : parser()) {
      RowReader reader = null;
      for (CSVRecord cells : parser) {
        if (reader == null) {
          reader = new RowReader(table, cells.toList(), version < Manifest.FORMAT_VERSION);
        } else {
          action.accept(reader.read(cells.toList(), parser.getCurrentLineNumber()));
        }
      }
      if (cut) {
        notes.accept(
            "%s, line %d was cut in the middle and is left out"
                .formatted(table.file(), parser.getCurrentLineNumber() + 1));
      }
    }
  }

  private boolean isCut() throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) return false;
      bytes.seek(bytes.length() - 1);
      return bytes.read() != '\n';
    }
  }
}
