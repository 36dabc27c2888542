package org.heaplab.cli.output;

import java.util.function.Function;
import org.heaplab.results.metric.Unit;

/// One column of a listing.
///
/// @param name what CSV and JSON call it; a promise
/// @param header what a table calls it, which shows the unit with each value; null for a column
///   that a table leaves out
/// @param value of a row; null where it does not apply
public record Field<R>(String name, String header, Unit unit, Function<R, ?> value) {
  /// A column that only CSV and JSON have.
  public static <R> Field<R> hidden(String name, Unit unit, Function<R, ?> value) {
    return new Field<>(name, null, unit, value);
  }

  /// The value of a row, null also where it is not a number that can be written.
  public Object of(R row) {
    Object of = value.apply(row);
    return of instanceof Double number && !Double.isFinite(number) ? null : of;
  }

  public String text(R row) {
    Object of = of(row);
    return of == null ? "–" : unit.format(of);
  }
}
