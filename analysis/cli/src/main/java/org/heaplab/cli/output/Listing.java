package org.heaplab.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.heaplab.results.metric.Unit;

/// Rows of one kind, written in any [Format]. All values of CSV and JSON have the same names, in
/// the same order. A value may be a listing itself: JSON then has an array of its rows, and CSV the
/// first column of each, with commas between them. So it has the words of a value that is a list.
public record Listing<R>(List<Field<R>> fields, List<R> rows) {
  public void write(Format format, PrintWriter out) throws IOException {
    switch (format) {
      case TABLE -> out.print(table());
      case CSV -> csv(out);
      case JSON -> out.println(json());
    }
    out.flush();
  }

  /// The first column of each row.
  public List<String> names() {
    return rows.stream().map(fields.getFirst()::text).toList();
  }

  private String table() {
    List<Field<R>> shown = fields.stream().filter(this::isShown).toList();
    var table = new ConsoleTable();
    for (Field<R> field : shown) table.column(field.header(), field.unit() != Unit.NONE);
    for (R row : rows) table.row(shown.stream().map(field -> field.text(row)).toList());
    return table.toString();
  }

  /// A column in which nothing applies says nothing.
  private boolean isShown(Field<R> field) {
    return field.header() != null
        && (rows.isEmpty() || rows.stream().anyMatch(row -> field.of(row) != null));
  }

  private void csv(PrintWriter out) throws IOException {
    CSVPrinter printer = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().print(out);
    printer.printRecord(fields.stream().map(Field::name));
    for (R row : rows) {
      printer.printRecord(fields.stream().map(field -> field.of(row)).map(Listing::cell));
    }
  }

  private static Object cell(Object value) {
    return switch (value) {
      case Listing<?> listing -> String.join(",", listing.names());
      case List<?> words -> words.stream().map(Object::toString).collect(Collectors.joining(","));
      case null, default -> value;
    };
  }

  private String json() throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(objects());
  }

  private List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (R row : rows) {
      var object = new LinkedHashMap<String, Object>();
      for (Field<R> field : fields) {
        Object value = field.of(row);
        object.put(field.name(), value instanceof Listing<?> listing ? listing.objects() : value);
      }
      objects.add(object);
    }
    return objects;
  }
}
