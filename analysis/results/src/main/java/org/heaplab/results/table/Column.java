package org.heaplab.results.table;

/// A column of a table.
///
/// @param name in the file's first line
/// @param kind of its values; an empty cell is a value that does not apply
/// @param meaning in words, without a full stop
public record Column(String name, Kind kind, String meaning) {
  public static Column text(String name, String meaning) {
    return new Column(name, Kind.TEXT, meaning);
  }

  public static Column flag(String name, String meaning) {
    return new Column(name, Kind.FLAG, meaning);
  }

  public static Column whole(String name, String meaning) {
    return new Column(name, Kind.WHOLE, meaning);
  }

  public static Column real(String name, String meaning) {
    return new Column(name, Kind.REAL, meaning);
  }
}
