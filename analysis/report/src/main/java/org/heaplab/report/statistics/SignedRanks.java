package org.heaplab.report.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/// Whether paired values differ: the signed-rank test (Wilcoxon, *Individual Comparisons by Ranking
/// Methods*, 1945), two-sided and exact. It asks for no normal distribution, and a pair that is far
/// out counts for no more than its rank.
///
/// @param pairs that differ; the others are left out
/// @param effect of all ranks, the share of pairs that are above less that of pairs below: −1 to 1
///   (Kerby, *The Simple Difference Formula*, 2014)
/// @param chance that the ranks would be as uneven as they are if the signs were those of a coin
public record SignedRanks(int pairs, double effect, double chance) {
  /// @param differences one for each pair, with NaN for none
  public static SignedRanks of(double[] differences) {
    double[] known = Arrays.stream(differences).filter(one -> one > 0 || one < 0).toArray();
    if (known.length == 0) return new SignedRanks(0, 0, 1);
    // Ties share the mean of their ranks, which twice is a whole number.
    double[] ranks = new NaturalRanking().rank(Arrays.stream(known).map(Math::abs).toArray());
    int[] doubled = Arrays.stream(ranks).mapToInt(rank -> (int) Math.rint(2 * rank)).toArray();
    int above =
        IntStream.range(0, known.length).filter(i -> known[i] > 0).map(i -> doubled[i]).sum();
    int all = Arrays.stream(doubled).sum();
    double chance = Math.min(1, 2 * atMost(doubled, Math.min(above, all - above)));
    return new SignedRanks(known.length, (2.0 * above - all) / all, chance);
  }

  /// The same with another chance, as [#corrected] gives it.
  public SignedRanks withChance(double other) {
    return new SignedRanks(pairs, effect, other);
  }

  /// How likely the sum of the ranks above is not larger than this.
  private static double atMost(int[] ranks, int sum) {
    var likely = new double[Arrays.stream(ranks).sum() + 1];
    likely[0] = 1;
    int reached = 0;
    for (int rank : ranks) {
      reached += rank;
      for (int i = reached; i >= 0; i--) {
        likely[i] = (likely[i] + (i >= rank ? likely[i - rank] : 0)) / 2;
      }
    }
    return Arrays.stream(likely, 0, sum + 1).sum();
  }

  /// The chances of several tests, raised so that the chance of any wrong finding among all of them
  /// is at most the limit that each is held to (Holm, *A Simple Sequentially Rejective Multiple
  /// Test Procedure*, 1979).
  public static double[] corrected(double[] chances) {
    int[] order =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> chances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    var corrected = new double[chances.length];
    double least = 0;
    for (int i = 0; i < order.length; i++) {
      least = Math.max(least, Math.min(1, (order.length - i) * chances[order[i]]));
      corrected[order[i]] = least;
    }
    return corrected;
  }
}
