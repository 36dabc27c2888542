package org.heaplab.results.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Table;

/// Something that is measured of an allocator on a trace.
///
/// @param name in files, in JSON and on the command line; a promise
/// @param title what tables and figures call it
/// @param kind of its values
/// @param unit of its values
/// @param basis what it is measured on
/// @param definition one or two sentences
/// @param value null where it does not apply
/// @param rounds the values whose median it is, in the order in which they were measured; null for
///   a metric that is measured once
public record Metric(
    String name,
    String title,
    Kind kind,
    Unit unit,
    Basis basis,
    String definition,
    Function<Cell, Object> value,
    Function<Cell, double[]> rounds) {

  /// A metric that a table with one row has a column for.
  public static Metric column(
      Table table, String name, String title, Unit unit, Basis basis, String definition) {
    Kind kind = table.columns().get(table.indexOf(name)).kind();
    return new Metric(
        name, title, kind, unit, basis, definition, cell -> cell.value(table, name), null);
  }

  /// A metric that is computed.
  ///
  /// @param value NaN where it does not apply
  public static Metric computed(
      String name,
      String title,
      Unit unit,
      Basis basis,
      String definition,
      ToDoubleFunction<Cell> value) {
    return new Metric(
        name,
        title,
        Kind.REAL,
        unit,
        basis,
        definition,
        cell -> orNull(value.applyAsDouble(cell)),
        null);
  }

  /// A metric that is the median of a number of rounds.
  public static Metric median(
      String name,
      String title,
      Unit unit,
      Basis basis,
      String definition,
      Function<Cell, double[]> rounds) {
    return new Metric(
        name,
        title,
        Kind.REAL,
        unit,
        basis,
        definition,
        cell -> orNull(median(rounds.apply(cell))),
        rounds);
  }

  private static Object orNull(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }

  /// @return NaN of no values
  public static double median(double[] values) {
    if (values.length == 0) return Double.NaN;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(values.length - 1) / 2] + sorted[values.length / 2]) / 2;
  }

  /// @return NaN where it does not apply
  public double of(Cell cell) {
    return value.apply(cell) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /// @return NaN where it does not apply, or must not be compared with the values of other cells
  public double comparable(Cell cell) {
    return basis.compares(cell) ? of(cell) : Double.NaN;
  }

  /// The title at the start of a sentence.
  public String sentenceTitle() {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  public String format(Cell cell) {
    return unit.format(value.apply(cell));
  }
}
