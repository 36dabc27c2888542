package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Who needs least, over several traces, and who cannot be told from them.
///
/// Each is compared with the best, trace by trace: where the interval of their mean ratio holds 1,
/// the two are tied. Whoever lacks a trace has a place at the end and no mean. Whoever does not
/// compete has a place by its mean but is never the best.
///
/// @param <T> what is ranked
public record Ranking<T>(List<Place<T>> places) {

  /// @param mean geometric mean over the traces; does not exist when a trace is missing
  /// @param toBest geometric mean of the ratio to the best on the same traces
  /// @param best whether it is the best or tied with it
  /// @param traces on how many of the traces it has a value
  public record Place<T>(T who, Estimate mean, Estimate toBest, boolean best, int traces) {}

  /// @param values for each, a value a trace, the smaller the better, NaN where there is none
  /// @param competes who can be the best
  public static <T> Ranking<T> of(Map<T, double[]> values, Predicate<T> competes) {
    var means = new LinkedHashMap<T, Estimate>();
    values.forEach((who, sample) -> means.put(who, Statistics.geometricMean(sample)));
    T best =
        means.entrySet().stream()
            .filter(entry -> entry.getValue().exists() && competes.test(entry.getKey()))
            .min(Comparator.comparingDouble(entry -> entry.getValue().value()))
            .map(Map.Entry::getKey)
            .orElse(null);
    return new Ranking<>(
        values.entrySet().stream()
            .map(
                entry ->
                    place(
                        entry.getKey(),
                        entry.getValue(),
                        means.get(entry.getKey()),
                        values.get(best),
                        competes))
            .sorted(
                Comparator.comparing((Place<T> place) -> !place.mean().exists())
                    .thenComparingDouble(place -> place.mean().value()))
            .toList());
  }

  private static <T> Place<T> place(
      T who, double[] sample, Estimate mean, double[] best, Predicate<T> competes) {
    int traces = (int) Arrays.stream(sample).filter(value -> value > 0).count();
    if (!mean.exists() || best == null) return new Place<>(who, mean, Estimate.NONE, false, traces);
    Estimate toBest = Statistics.ratio(sample, best);
    return new Place<>(who, mean, toBest, competes.test(who) && toBest.low() <= 1, traces);
  }
}
