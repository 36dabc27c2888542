package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Elements by their means over several traces, the smallest first, with those that cannot be told
/// from the best.
///
/// Each is compared with the best, trace by trace: where the interval of the mean ratio holds 1,
/// the two are tied. An element that lacks a trace comes last and has no mean. One that does not
/// compete has a rank by its mean but is never the best.
///
/// @param <T> what is ranked
public record Ranking<T>(List<Rank<T>> ranks) {

  /// @param mean geometric mean over the traces; does not exist when a trace is missing
  /// @param toBest geometric mean of the ratio to the best on the same traces
  /// @param best whether it is the best or tied with it
  /// @param traces on how many of the traces it has a value
  public record Rank<T>(T element, Estimate mean, Estimate toBest, boolean best, int traces) {}

  /// @param values for each element one value a trace, the smaller the better, NaN for none
  /// @param competes which elements can be the best
  public static <T> Ranking<T> of(Map<T, double[]> values, Predicate<T> competes) {
    var means = new LinkedHashMap<T, Estimate>();
    values.forEach((element, sample) -> means.put(element, Statistics.geometricMean(sample)));
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
                    rank(
                        entry.getKey(),
                        entry.getValue(),
                        means.get(entry.getKey()),
                        values.get(best),
                        competes))
            .sorted(
                Comparator.comparing((Rank<T> rank) -> !rank.mean().exists())
                    .thenComparingDouble(rank -> rank.mean().value()))
            .toList());
  }

  private static <T> Rank<T> rank(
      T element, double[] sample, Estimate mean, double[] best, Predicate<T> competes) {
    int traces = (int) Arrays.stream(sample).filter(value -> value > 0).count();
    if (!mean.exists() || best == null) {
      return new Rank<>(element, mean, Estimate.NONE, false, traces);
    }
    Estimate toBest = Statistics.ratio(sample, best);
    return new Rank<>(element, mean, toBest, competes.test(element) && toBest.low() <= 1, traces);
  }
}
