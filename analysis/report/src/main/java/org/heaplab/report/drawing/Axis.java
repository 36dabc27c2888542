package org.heaplab.report.drawing;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.heaplab.results.manifest.ComparedAllocator;

/// The span of an axis and what is written at its ticks.
public sealed interface Axis {
  /// How much longer an axis is than what it shows.
  double AIR = 1.08;

  /// How much longer an axis may become so that it shows the few values that are far out.
  double WORTH_SHOWING = 1.5;

  /// An axis may be logarithmic if its largest value is at least so many times its smallest.
  double LEAST_LOGARITHMIC = 2.5;

  double min();

  double max();

  boolean logarithmic();

  /// The label of a tick; a blank for nothing.
  String label(double value);

  /// The title of the axis, which says so when it is logarithmic.
  default String title(String what) {
    return logarithmic() ? what + " (logarithmic)" : what;
  }

  /// Spans all positive values with some air: logarithmic unless they differ so little that a
  /// logarithmic axis would have hardly a tick.
  static Axis around(double[] values, DoubleFunction<String> write) {
    double[] positive = Arrays.stream(values).filter(value -> value > 0).toArray();
    double min = Arrays.stream(positive).min().orElse(1);
    double max = Arrays.stream(positive).max().orElse(10);
    if (max < min * LEAST_LOGARITHMIC) {
      double air = Math.max(max - min, min / 10) * (AIR - 1);
      return new Linear(min - air, max + air, write);
    }
    double air = Math.pow(max / min, 0.08) * 1.12;
    return new Logarithmic(min / air, max * air, write);
  }

  /// @param write what to write at a tick
  record Linear(double min, double max, DoubleFunction<String> write) implements Axis {
    @Override
    public boolean logarithmic() {
      return false;
    }

    @Override
    public String label(double value) {
      return write.apply(value);
    }
  }

  /// Labels 1, 2 and 5 of each decade; of many decades 1 only, of little more than one 3 and 7 too,
  /// and of less than one every digit.
  record Logarithmic(double min, double max, DoubleFunction<String> write) implements Axis {
    private static final double DECADES_LABELLED_AT_TENS = 3.5;
    private static final double DECADES_LABELLED_CLOSELY = 1.5;
    private static final double DECADES_LABELLED_FULLY = 0.8;

    @Override
    public boolean logarithmic() {
      return true;
    }

    @Override
    public String label(double value) {
      long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
      double decades = Math.log10(max / min);
      boolean written =
          switch ((int) digit) {
            case 1 -> true;
            case 2, 5 -> decades <= DECADES_LABELLED_AT_TENS;
            case 3, 7 -> decades <= DECADES_LABELLED_CLOSELY;
            default -> decades <= DECADES_LABELLED_FULLY;
          };
      return written ? write.apply(value) : " ";
    }
  }

  /// [#endFor] of the allocators that compete. Those that only bound the others are far out on
  /// purpose, and must not make the axis longer.
  static <T> double endFor(
      double base,
      Collection<T> elements,
      Function<T, ComparedAllocator> allocator,
      ToDoubleFunction<T> value) {
    double[] competing =
        elements.stream()
            .filter(element -> allocator.apply(element).competes())
            .mapToDouble(value)
            .toArray();
    boolean none = Arrays.stream(competing).noneMatch(Double::isFinite);
    return endFor(base, none ? elements.stream().mapToDouble(value).toArray() : competing);
  }

  /// Where an axis from a base must end so that most values can be told apart: at the largest value
  /// that is not far out. A figure marks what is beyond the end. A value is far out when it is
  /// above the third quartile by more than three times the distance between the quartiles (Tukey,
  /// *Exploratory Data Analysis*, 1977). If an axis half as long again shows all values, it does.
  static double endFor(double base, double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (known.length == 0) return base + 1;
    double upper = new Percentile(75).evaluate(known);
    double fence =
        upper + 3 * Math.max(upper - new Percentile(25).evaluate(known), (upper - base) / 10);
    double end = Arrays.stream(known).filter(value -> value <= fence).max().orElse(upper);
    double farthest = Arrays.stream(known).max().orElse(end);
    if (farthest - base <= WORTH_SHOWING * (end - base)) end = farthest;
    double extent = Math.max(end - base, Math.abs(base) / 100);
    return base + (extent > 0 ? extent * AIR : 1);
  }
}
