package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The elements that are on the Pareto front of two measures: no other element is smaller in both.
public final class Pareto {
  private Pareto() {}

  /// @return the front in order of the first measure; of equals, all
  public static <T> List<T> front(
      List<T> elements, ToDoubleFunction<T> first, ToDoubleFunction<T> second) {
    var sorted = new ArrayList<>(elements);
    sorted.sort(Comparator.comparingDouble(first).thenComparingDouble(second));
    var front = new ArrayList<T>();
    for (T element : sorted) {
      if (front.isEmpty()
          || second.applyAsDouble(element) < second.applyAsDouble(front.getLast())) {
        front.add(element);
      } else if (first.applyAsDouble(element) == first.applyAsDouble(front.getLast())
          && second.applyAsDouble(element) == second.applyAsDouble(front.getLast())) {
        front.add(element);
      }
    }
    return front;
  }
}
