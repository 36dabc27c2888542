package org.heaplab.results.table;

/// A column of a table.
///
/// @param name in the file's first line
/// @param kind of its values; an empty cell is a value that does not apply
/// @param meaning in words, without a full stop
/// @param isLater whether it was added to a table that there was: older files may lack it, and then
///   it does not apply
public record Column(String name, Kind kind, String meaning, boolean isLater) {
  public static Column text(String name, String meaning) {
    return new Column(name, Kind.TEXT, meaning, false);
  }

  public static Column flag(String name, String meaning) {
    return new Column(name, Kind.FLAG, meaning, false);
  }

  public static Column whole(String name, String meaning) {
    return new Column(name, Kind.WHOLE, meaning, false);
  }

  public static Column real(String name, String meaning) {
    return new Column(name, Kind.REAL, meaning, false);
  }

  /// The same, added to a table that there was.
  public Column later() {
    return new Column(name, kind, meaning, true);
  }
}
