package org.heaplab.allocators;

import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.Wear;

/// What kind of heap and of client a seed stands for. Even seeds have all the memory they want. Odd
/// ones have a heap so small that most requests are refused.
///
/// @param specification of the heap, which often moves far more than is useful
/// @param limitBytes the largest footprint
/// @param operations how long the client runs
/// @param largest the largest request, but for a few
/// @param liveBytes above this the client frees rather than allocates
/// @param lockedShare the share of its blocks that the client may hold locked, in percent
/// @param verifyEvery operations from one whole verification to the next
/// @param wear what the heap has been through before
record FuzzProfile(
    long seed,
    String specification,
    long limitBytes,
    int operations,
    int largest,
    long liveBytes,
    int lockedShare,
    int verifyEvery,
    Wear wear) {
  /// One profile in so many starts with a worn heap of each kind, which takes a while.
  private static final int PROFILES_PER_WEAR = 6;

  private static final int FEWEST_PAGES = 3;
  private static final int MOST_PAGES = 100;

  static FuzzProfile of(long seed) {
    var random = new SplittableRandom(seed);
    String specification = specification(random);
    Wear wear = wear(seed / 2);
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
          wear);
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
        wear);
  }

  private static Wear wear(long pair) {
    return switch ((int) (pair % PROFILES_PER_WEAR)) {
      case 0 -> Wear.GENERATIONS;
      case 1 -> Wear.EPOCHS;
      default -> Wear.NONE;
    };
  }

  /// Now and then the standard options; mostly others, with which the heap compacts often and its
  /// structures have any width.
  private static String specification(SplittableRandom random) {
    if (random.nextInt(8) == 0) return pick(random, "handle", "handle:align=malloc");
    var options = new StringJoiner(",", "handle:", "");
    options.add("entry=" + pick(random, "6", "6", "8", "12", "16", "24"));
    options.add("granule=" + pick(random, "8", "8", "8", "16", "32"));
    options.add("align=" + pick(random, "8", "malloc"));
    options.add("page=" + pick(random, "4096", "4096", "8192", "16384", "32768"));
    options.add("small=" + pick(random, "0", "8", "96", "128", "512", "1024"));
    options.add("popular=" + pick(random, "0", "0", "1", "2", "16"));
    options.add("peak=" + pick(random, "1", "2", "16"));
    options.add("pays=" + pick(random, "allocated", "turnover"));
    options.add("pack=" + pick(random, "1", "1", "0", "0.015"));
    options.add("headroom=" + pick(random, "0", "0", "0.03", "0.3", "1"));
    options.add("moves=" + pick(random, "1000", "1000", "0.1", "0"));
    options.add("level=" + pick(random, "7", "7", "6", "4", "0"));
    options.add("budget=" + pick(random, "1", "7", "64", "64", "4096"));
    options.add("ready=" + pick(random, "0", "0.002", "0.005", "0.5", "1"));
    options.add("reuse=" + pick(random, "holes", "holes", "holes", "none"));
    options.add("release=" + pick(random, "half", "half", "eager", "never"));
    options.add("compact=" + pick(random, "automatic", "automatic", "automatic", "asked"));
    return options.toString();
  }

  private static String pick(SplittableRandom random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static int pick(SplittableRandom random, int... values) {
    return values[random.nextInt(values.length)];
  }

  /// The same with a new heap.
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
        Wear.NONE);
  }

  boolean isLimited() {
    return limitBytes != Long.MAX_VALUE;
  }
}
