package org.heaplab.workloads.synthetic;

/// Random request sizes from 1 byte to a largest one.
@FunctionalInterface
interface SizeMix {
  long next(Sampler random);

  /// Many small requests and a long tail, as in most programs.
  static SizeMix logNormal(long median, double sigma, long largest) {
    return random -> clamp(Math.round(random.logNormal((double) median, sigma)), largest);
  }

  /// Larger sizes are less likely: the probability is proportional to size^−1 over the multiples of
  /// a quantum (Zipf 1949). Sizes are drawn by inverting the integral.
  static SizeMix zipf(long quantum, long largest) {
    return random ->
        clamp(quantum * (long) random.logUniform(1, (double) largest / quantum + 1), largest);
  }

  /// As many sizes between 16 and 32 bytes as between 1 and 2 KiB: the logarithm is uniform.
  static SizeMix logUniform(long least, long largest) {
    return random ->
        Math.min((long) random.logUniform((double) least, (double) largest + 1), largest);
  }

  static SizeMix uniform(long least, long largest) {
    return random -> least + (long) (random.uniform() * (largest - least + 1));
  }

  /// The mean of many draws. They come from a separate sampler, so that computing the mean does not
  /// change the draws that follow.
  default double mean() {
    var random = new Sampler(0);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) sum += next(random);
    return sum / DRAWS;
  }

  int DRAWS = 100_000;

  private static long clamp(long size, long largest) {
    return Math.clamp(size, 1, largest);
  }
}
