package org.heaplab.report.statistics;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Elements by their means over several traces, the smallest first, with those that cannot be told
/// from the best.
///
/// Each is compared with the best round by round, on the same traces ([Rounds]). An element that
/// lacks a trace comes last and has no mean. One that does not compete has a rank by its mean but
/// is never the best.
///
/// @param <T> what is ranked
public record Ranking<T>(List<Rank<T>> ranks) {

  /// @param mean geometric mean over the traces; does not exist when a trace is missing
  /// @param toBest geometric mean of the ratio to the best on the same traces
  /// @param best whether it is the best or tied with it
  /// @param traces on how many of the traces it has a value
  public record Rank<T>(T element, Estimate mean, Estimate toBest, boolean best, int traces) {}

  /// @param values for each element what it has on each trace, the smaller the better
  /// @param competes which elements can be the best
  public static <T> Ranking<T> of(Map<T, List<Rounds>> values, Predicate<T> competes) {
    var means = new LinkedHashMap<T, Estimate>();
    values.forEach(
        (element, traces) -> means.put(element, Rounds.geometricMean(traces).estimate()));
    T best =
        means.entrySet().stream()
            .filter(entry -> entry.getValue().exists() && competes.test(entry.getKey()))
            .min(Comparator.comparingDouble(entry -> entry.getValue().value()))
            .map(Map.Entry::getKey)
            .orElse(null);
    return new Ranking<>(
        means.entrySet().stream()
            .map(
                entry ->
                    rank(
                        entry.getKey(),
                        values.get(entry.getKey()),
                        entry.getValue(),
                        values.get(best),
                        competes))
            .sorted(
                Comparator.comparing((Rank<T> rank) -> !rank.mean().exists())
                    .thenComparingDouble(rank -> rank.mean().value()))
            .toList());
  }

  private static <T> Rank<T> rank(
      T element, List<Rounds> own, Estimate mean, List<Rounds> best, Predicate<T> competes) {
    int traces = (int) own.stream().filter(Rounds::exists).count();
    if (!mean.exists() || best == null) {
      return new Rank<>(element, mean, Estimate.NONE, false, traces);
    }
    Estimate toBest = ratio(own, best).estimate();
    boolean isBest = competes.test(element) && (toBest.value() <= 1 || toBest.isTie());
    return new Rank<>(element, mean, toBest, isBest, traces);
  }

  /// The geometric mean of the ratios on the same traces.
  public static Rounds ratio(List<Rounds> one, List<Rounds> other) {
    if (one.size() != other.size()) {
      throw new IllegalArgumentException(
          "both must be of the same traces: %d, %d".formatted(one.size(), other.size()));
    }
    return Rounds.geometricMean(
        IntStream.range(0, one.size()).mapToObj(i -> one.get(i).over(other.get(i))).toList());
  }
}
