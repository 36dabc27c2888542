package org.heaplab.allocators;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.heaplab.allocators.backing.Backing;

/// What a client does to a heap of handles, misuse included, from a seed. As with
/// [RandomOperations], a list stays valid when some operations are left out.
final class FuzzOperations {
  enum Verb {
    MALLOC,
    ALIGNED,
    FREE,
    FREE_RUN,
    REALLOC,
    LOCK,
    UNLOCK,
    COMPACT,
    USE_STALE,
    USE_FORGED,
    UNLOCK_TOO_MANY,
    LOCK_TOO_MANY,
    IMPOSSIBLE_SIZE
  }

  /// @param pick which of the blocks that the operation can take, modulo their number
  /// @param size bytes requested, or the budget
  record Op(Verb verb, int pick, long size) {}

  private static final int OPERATIONS_PER_PHASE = 700;
  private static final int FAVOURITES = 4;

  private final SplittableRandom random;
  private final int largest;
  private final long[] favourites = new long[FAVOURITES];

  private FuzzOperations(FuzzProfile profile) {
    this.random = new SplittableRandom(~profile.seed());
    this.largest = profile.largest();
    for (int i = 0; i < FAVOURITES; i++) favourites[i] = anySize();
  }

  static List<Op> generate(FuzzProfile profile) {
    var source = new FuzzOperations(profile);
    var operations = new ArrayList<Op>(profile.operations());
    int growth = 60;
    for (int i = 0; i < profile.operations(); i++) {
      if (i % OPERATIONS_PER_PHASE == 0) growth = source.random.nextInt(25, 80);
      operations.add(source.next(growth));
    }
    return operations;
  }

  /// @param growth of a hundred mallocs and frees, how many are mallocs
  private Op next(int growth) {
    Verb verb = verb(growth);
    long size = verb == Verb.COMPACT ? budget() : size();
    return new Op(verb, random.nextInt(1 << 24), size);
  }

  private Verb verb(int growth) {
    int dice = random.nextInt(1000);
    if (dice < 2) return Verb.FREE_RUN;
    if (dice < 12) return Verb.COMPACT;
    if (dice < 32) return Verb.USE_STALE;
    if (dice < 42) return Verb.USE_FORGED;
    if (dice < 52) return Verb.UNLOCK_TOO_MANY;
    if (dice < 53) return Verb.LOCK_TOO_MANY;
    if (dice < 58) return Verb.IMPOSSIBLE_SIZE;
    if (dice < 130) return Verb.LOCK;
    if (dice < 200) return Verb.UNLOCK;
    if (dice < 300) return Verb.REALLOC;
    if (dice < 350) return Verb.ALIGNED;
    return random.nextInt(100) < growth ? Verb.MALLOC : Verb.FREE;
  }

  private long size() {
    int dice = random.nextInt(16);
    if (dice == 0) return 0;
    if (dice < 8) return favourites[random.nextInt(FAVOURITES)];
    return anySize();
  }

  /// Mostly small sizes; now and then one of about whole pages.
  private long anySize() {
    if (random.nextInt(16) == 0) {
      long pages = 1L + random.nextInt(1 + largest / (int) Backing.PAGE_BYTES);
      return pages * Backing.PAGE_BYTES + random.nextInt(-24, 9);
    }
    int bits = random.nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(largest));
    return random.nextLong(1L << bits) + (long) random.nextInt(9);
  }

  private long budget() {
    int dice = random.nextInt(4);
    if (dice == 0) return Long.MAX_VALUE;
    return random.nextLong(1L << random.nextInt(1, 24));
  }
}
