package org.heaplab.allocators;

import java.util.SplittableRandom;
import org.heaplab.allocators.backing.Backing;

/// What kind of heap and of client a seed stands for. Seeds take turns: even ones have all the
/// memory they want, odd ones live in a heap so small that most requests fail.
///
/// @param specification of the heap, with a policy that often moves far more than anybody would
/// @param limitBytes the largest footprint
/// @param operations how long the client runs
/// @param largest the largest request, but for a few
/// @param liveBytes above this the client frees rather than allocates
/// @param lockedShare the share of its blocks that the client may hold locked, in percent
/// @param verifyEvery operations from one whole verification to the next
/// @param worn whether the first handles have been through nearly all their generations
record FuzzProfile(
    long seed,
    String specification,
    long limitBytes,
    int operations,
    int largest,
    long liveBytes,
    int lockedShare,
    int verifyEvery,
    boolean worn) {
  /// One profile of so many starts with worn handles, which takes a while.
  private static final int PROFILES_PER_WORN = 8;

  private static final int FEWEST_PAGES = 3;
  private static final int MOST_PAGES = 100;

  static FuzzProfile of(long seed) {
    var random = new SplittableRandom(seed);
    String specification = specification(random);
    boolean worn = seed / 2 % PROFILES_PER_WORN == 0;
    int lockedShare = pick(random, 0, 5, 20, 50);
    if (seed % 2 != 0) {
      long pages = random.nextInt(FEWEST_PAGES, MOST_PAGES + 1);
      int largest = 1 << random.nextInt(5, 17);
      int verifyEvery = pick(random, 1, 10, 50);
      return new FuzzProfile(
          seed,
          specification,
          pages * Backing.PAGE_BYTES,
          verifyEvery == 1 ? 2_000 : 10_000,
          largest,
          Long.MAX_VALUE,
          lockedShare,
          verifyEvery,
          worn);
    }
    int largest = 1 << pick(random, 6, 9, 12, 14, 16, 22);
    long liveBytes = Math.clamp(largest * 1000L, 50_000, 8_000_000);
    return new FuzzProfile(
        seed,
        specification,
        Long.MAX_VALUE,
        20_000,
        largest,
        liveBytes,
        lockedShare,
        liveBytes < 1_000_000 ? 100 : 500,
        worn);
  }

  /// The usual policy now and then; else one that compacts at the least occasion.
  private static String specification(SplittableRandom random) {
    if (random.nextInt(8) == 0) return "handle";
    return "handle:headroom=%s,moves=%s,level=%d,ready=%s,small=%d,compact=%s"
        .formatted(
            random.nextInt(3) == 0 ? "0.03" : "0",
            random.nextInt(3) == 0 ? "0.1" : "1000",
            random.nextInt(3) == 0 ? 4 : 7,
            new String[] {"0", "0.002", "0.5"}[random.nextInt(3)],
            pick(random, 0, 8, 128, 1024),
            random.nextInt(8) == 0 ? "asked" : "automatic");
  }

  private static int pick(SplittableRandom random, int... values) {
    return values[random.nextInt(values.length)];
  }

  /// The same with handles that are new.
  FuzzProfile unworn() {
    return new FuzzProfile(
        seed,
        specification,
        limitBytes,
        operations,
        largest,
        liveBytes,
        lockedShare,
        verifyEvery,
        false);
  }

  boolean isLimited() {
    return limitBytes != Long.MAX_VALUE;
  }
}
