package org.heaplab.workloads.synthetic.law;

import java.util.List;

/// Random request sizes.
@FunctionalInterface
public interface SizeLaw {
  /// How many draws a mean is taken over.
  int DRAWS = 100_000;

  long next(Sampler random);

  /// The same size always.
  static SizeLaw fixed(long size) {
    return random -> size;
  }

  /// Many small requests and a long tail, as in most programs.
  static SizeLaw logNormal(long median, double sigma, long largest) {
    return random -> clamp(Math.round(random.logNormal((double) median, sigma)), largest);
  }

  /// Larger sizes are less likely: the probability is proportional to size^−1 over the multiples of
  /// a quantum (Zipf 1949). Sizes are drawn by inverting the integral.
  static SizeLaw zipf(long quantum, long largest) {
    return random ->
        clamp(quantum * (long) random.logUniform(1, (double) largest / quantum + 1), largest);
  }

  /// As many sizes between 16 and 32 bytes as between 1 and 2 KiB: the logarithm is uniform.
  static SizeLaw logUniform(long least, long largest) {
    return random ->
        Math.min((long) random.logUniform((double) least, (double) largest + 1), largest);
  }

  static SizeLaw uniform(long least, long largest) {
    return random -> least + (long) (random.uniform() * (largest - least + 1));
  }

  /// The probability of a size is proportional to size^−exponent. Sizes are drawn by inverting the
  /// integral of this density from `least` to `largest` + 1, and rounded down.
  static SizeLaw power(double exponent, long least, long largest) {
    double rest = 1 - exponent;
    if (Math.abs(rest) < 1e-9) return logUniform(least, largest);
    double low = StrictMath.pow((double) least, rest);
    double high = StrictMath.pow((double) largest + 1, rest);
    return random ->
        Math.clamp(
            (long) StrictMath.pow(low + random.uniform() * (high - low), 1 / rest), least, largest);
  }

  /// Draws one of several laws by their shares, and a size from it.
  static SizeLaw mixture(List<SizeLaw> laws, Shares shares) {
    List<SizeLaw> all = List.copyOf(laws);
    return random -> all.get(shares.next(random)).next(random);
  }

  /// The mean of many draws. They come from a separate sampler, so that computing the mean does not
  /// change the draws that follow.
  default double mean() {
    var random = new Sampler(0);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) sum += next(random);
    return sum / DRAWS;
  }

  private static long clamp(long size, long largest) {
    return Math.clamp(size, 1, largest);
  }
}
