package org.heaplab.allocators.backing;

import static org.heaplab.allocators.backing.Backing.PAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.heaplab.options.Options;
import org.heaplab.options.Specification;
import org.junit.jupiter.api.Test;

/// What [DirtyPages] promise: they are counted and bounded, hold nothing back, and cannot be told
/// from fresh pages.
final class DirtyPagesTest {
  /// Fewer pages than one bitmap page stands for.
  private static final int PAGES = 600;

  private static Options share(double share) {
    return Specification.of("any:dirty=" + share).options(List.of(DirtyPages.OPTION));
  }

  private static Backing backing(double share, long limitBytes) {
    var backing = new Backing(PAGES * PAGE_BYTES, limitBytes);
    backing.keepDirty(share(share));
    return backing;
  }

  @Test
  void keepsWhatIsGivenBackUpToTheShare() {
    try (var backing = backing(0.25, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 99 * PAGE_BYTES);
      backing.releaseBlocks(backing.base(), 10 * PAGE_BYTES);
      backing.releaseBlocks(backing.base() + 50 * PAGE_BYTES, 10 * PAGE_BYTES);
      assertEquals(100 * PAGE_BYTES, backing.footprintBytes());
      assertEquals(100 * PAGE_BYTES, backing.residentBytes());
      backing.releaseBlocks(backing.base() + 10 * PAGE_BYTES, PAGE_BYTES);
      assertEquals(79 * PAGE_BYTES, backing.footprintBytes());
      assertEquals(79 * PAGE_BYTES, backing.residentBytes());
    }
  }

  @Test
  void areNoPartOfANewPeak() {
    try (var backing = backing(0.5, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 99 * PAGE_BYTES);
      backing.releaseBlocks(backing.base(), 10 * PAGE_BYTES);
      backing.commit(backing.base() + 200 * PAGE_BYTES, 1);
      assertEquals(91 * PAGE_BYTES, backing.footprintBytes());
    }
  }

  @Test
  void goBeforeTheLimitRefuses() {
    try (var backing = backing(0.5, 100 * PAGE_BYTES)) {
      assertTrue(backing.commit(backing.base(), 99 * PAGE_BYTES));
      backing.releaseBlocks(backing.base(), 10 * PAGE_BYTES);
      assertTrue(backing.commit(backing.base() + 200 * PAGE_BYTES, 10 * PAGE_BYTES));
      assertEquals(100 * PAGE_BYTES, backing.footprintBytes());
    }
  }

  @Test
  void goBeforePagesMoveIntoTheirPlace() {
    try (var backing = backing(0.5, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 99 * PAGE_BYTES);
      Memory.putLong(backing.base() + 20 * PAGE_BYTES, 7);
      backing.releaseBlocks(backing.base(), 10 * PAGE_BYTES);
      assertTrue(backing.move(backing.base() + 20 * PAGE_BYTES, backing.base(), 2 * PAGE_BYTES));
      assertEquals(7, Memory.getLong(backing.base()));
      assertEquals(backing.footprintBytes(), backing.residentBytes());
    }
  }

  @Test
  void goWithWhateverIsReleasedForGood() {
    try (var backing = backing(0.5, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 99 * PAGE_BYTES);
      backing.releaseBlocks(backing.base() + 90 * PAGE_BYTES, 9 * PAGE_BYTES);
      backing.release(backing.base() + 80 * PAGE_BYTES, 19 * PAGE_BYTES);
      assertEquals(81 * PAGE_BYTES, backing.footprintBytes());
      assertEquals(81 * PAGE_BYTES, backing.residentBytes());
    }
  }

  @Test
  void sharedPagesHaveNone() {
    try (var backing = Backing.ofSharedPages(1 << 20, Long.MAX_VALUE)) {
      assertThrows(IllegalStateException.class, () -> backing.keepDirty(share(0.5)));
    }
  }

  @Test
  void cannotBeToldFromFreshPages() {
    for (long seed = 0; seed < 8; seed++) {
      long limitBytes = seed % 2 == 0 ? Long.MAX_VALUE : 250 * PAGE_BYTES;
      cannotBeToldFromFreshPages(seed, seed < 4 ? 0.1 : 1, limitBytes);
    }
  }

  private static void cannotBeToldFromFreshPages(long seed, double share, long limitBytes) {
    var random = new SplittableRandom(seed);
    // With pieces of one page there are more runs than there is room for.
    int mostPages = seed % 4 < 2 ? 1 : 60;
    var committed = new BitSet();
    long peakBytes = 0;
    try (var backing = backing(share, limitBytes)) {
      for (int step = 0; step < 4000; step++) {
        String at = "seed " + seed + ", step " + step;
        int first = random.nextInt(PAGES);
        int end = first + random.nextInt(1, Math.min(mostPages, PAGES - first) + 1);
        long address = backing.base() + first * PAGE_BYTES;
        if (random.nextBoolean()) {
          var wanted = (BitSet) committed.clone();
          wanted.set(first, end);
          boolean fits = footprint(wanted) <= limitBytes;
          assertEquals(fits, backing.commit(address, (end - first) * PAGE_BYTES), at);
          if (fits) {
            fill(backing, committed, first, end, at);
            committed.set(first, end);
          }
        } else {
          backing.releaseBlocks(address, (end - first) * PAGE_BYTES);
          committed.clear(first, end);
        }
        long held = footprint(committed);
        peakBytes = Math.max(peakBytes, held);
        long footprint = backing.footprintBytes();
        assertTrue(footprint >= held && footprint <= held + share * held, at);
        assertTrue(footprint <= peakBytes, at);
        if (step % 50 > 0) continue;
        assertEquals(footprint, backing.residentBytes(), at);
        assertEquals(-1, backing.findStray(), at);
        check(backing, committed, at);
      }
    }
  }

  /// Fresh pages among these hold zeros. Their number is written to both ends of each.
  private static void fill(Backing backing, BitSet committed, int first, int end, String at) {
    for (int page = first; page < end; page++) {
      long start = backing.base() + page * PAGE_BYTES;
      long last = start + PAGE_BYTES - Long.BYTES;
      if (committed.get(page)) continue;
      assertEquals(0, Memory.getLong(start) | Memory.getLong(last), at);
      Memory.putLong(start, page + 1);
      Memory.putLong(last, page + 1);
    }
  }

  private static void check(Backing backing, BitSet committed, String at) {
    committed.stream()
        .forEach(
            page -> {
              long start = backing.base() + page * PAGE_BYTES;
              assertEquals(page + 1, Memory.getLong(start), at);
              assertEquals(page + 1, Memory.getLong(start + PAGE_BYTES - Long.BYTES), at);
            });
  }

  private static long footprint(BitSet committed) {
    return (committed.cardinality() + (committed.isEmpty() ? 0 : 1)) * PAGE_BYTES;
  }
}
