package org.heaplab.allocators.mechanism;

/// Size classes of one or two for each power of two: 2^N, or 2^N and 3·2^N. The classes of both are
/// numbered alike, two numbers for each power of two, and without 3·2^N every other number is left
/// out.
///
/// ```text
///    number    2k       2k+1           2k+2
///    size      2^k      3·2^(k−1)      2^(k+1)
/// ```
///
/// @param withThirds whether there are classes 3·2^N
public record PowerClasses(boolean withThirds) {
  /// Numbers of the classes of all sizes up to 2^62.
  public static final int COUNT = 2 * (Long.SIZE - 1);

  /// The largest class that is at most a size, which is at least 1.
  public int floor(long size) {
    int log = Log2.floor(size);
    boolean reachesThird = withThirds && log > 0 && (size >>> (log - 1) & 1) != 0;
    return 2 * log + (reachesThird ? 1 : 0);
  }

  /// The smallest class that is at least a size, which is at least 3, or a power of two.
  public int ceiling(long size) {
    int floor = floor(size);
    if (bytes(floor) == size) return floor;
    return next(floor);
  }

  /// The size of a class: of a number that [#floor] or [#ceiling] gives.
  public long bytes(int number) {
    return isPower(number) ? 1L << (number / 2) : 3L << (number / 2 - 1);
  }

  /// Whether the size of a class is a power of two, and not three times one.
  public boolean isPower(int number) {
    return number % 2 == 0;
  }

  /// The next larger class.
  public int next(int number) {
    return withThirds ? number + 1 : number + 2;
  }
}
