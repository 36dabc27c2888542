package org.heaplab.workloads.synthetic.law;

/// Random numbers from a seed. They are the same on every machine and in every version of Java:
/// SplitMix64 (Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA 2014)
/// and strict arithmetic.
public final class Sampler {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private long state;

  public Sampler(long seed) {
    state = seed;
  }

  public long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// From 0, inclusive, to 1, exclusive.
  public double uniform() {
    return (next() >>> 11) * UNIT;
  }

  /// From 0, inclusive, to `bound`, exclusive.
  public int index(int bound) {
    return (int) (uniform() * bound);
  }

  public boolean chance(double probability) {
    return uniform() < probability;
  }

  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /// A size whose logarithm is normally distributed (Box & Muller 1958).
  ///
  /// @param sigma the standard deviation of the natural logarithm
  public double logNormal(double median, double sigma) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    double normal = radius * StrictMath.cos(2 * Math.PI * uniform());
    return median * StrictMath.exp(sigma * normal);
  }

  /// A size whose logarithm has a uniform distribution.
  public double logUniform(double least, double most) {
    return least * StrictMath.pow(most / least, uniform());
  }
}
