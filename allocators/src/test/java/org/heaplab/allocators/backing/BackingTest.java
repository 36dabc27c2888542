package org.heaplab.allocators.backing;

import static org.heaplab.allocators.backing.Backing.PAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The invariants of [Backing], against a bit set and against what the system says.
final class BackingTest {
  /// Addresses that one bitmap page stands for.
  private static final long COVER_BYTES = PAGE_BYTES * 8 * PAGE_BYTES;

  @Test
  void holdsNothingAtFirst() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      assertEquals(0, backing.footprintBytes());
      assertEquals(0, backing.residentBytes());
    }
  }

  @Test
  void countsTheBitmapPageWithTheFirstPageItStandsFor() {
    try (var backing = new Backing(2 * COVER_BYTES, Long.MAX_VALUE)) {
      assertTrue(backing.commit(backing.base(), 1));
      assertEquals(2 * PAGE_BYTES, backing.footprintBytes());
      assertTrue(backing.commit(backing.base() + COVER_BYTES - 1, 2));
      assertEquals(5 * PAGE_BYTES, backing.footprintBytes());
      assertEquals(2 * PAGE_BYTES, backing.bitmapBytes());
      assertEquals(5 * PAGE_BYTES, backing.residentBytes());
      backing.release(backing.base(), 2 * COVER_BYTES);
      assertEquals(0, backing.footprintBytes());
      assertEquals(0, backing.residentBytes());
    }
  }

  @Test
  void commitsEveryPageThatTheBytesTouch() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      assertTrue(backing.commit(backing.base() + PAGE_BYTES - 1, 2));
      assertTrue(backing.isCommittedAt(backing.base()));
      assertTrue(backing.isCommittedAt(backing.base() + PAGE_BYTES));
      assertFalse(backing.isCommittedAt(backing.base() + 2 * PAGE_BYTES));
      assertEquals(1, backing.committedBytes(backing.base() + 2 * PAGE_BYTES - 1, 100));
    }
  }

  @Test
  void theCommittedPrefixEndsAtTheFirstPageThatIsNot() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 2 * PAGE_BYTES);
      backing.commit(backing.base() + 3 * PAGE_BYTES, 1);
      assertEquals(2 * PAGE_BYTES - 8, backing.committedPrefix(backing.base() + 8, 1 << 16));
      assertEquals(100, backing.committedPrefix(backing.base() + 8, 100));
      assertEquals(0, backing.committedPrefix(backing.base() + 2 * PAGE_BYTES, 100));
      assertEquals(0, backing.committedPrefix(backing.base(), 0));
    }
  }

  @Test
  void releasesOnlyPagesThatLieWhollyWithinTheBytes() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 4 * PAGE_BYTES);
      backing.release(backing.base() + 1, 3 * PAGE_BYTES);
      assertTrue(backing.isCommittedAt(backing.base()));
      assertFalse(backing.isCommittedAt(backing.base() + PAGE_BYTES));
      assertFalse(backing.isCommittedAt(backing.base() + 2 * PAGE_BYTES));
      assertTrue(backing.isCommittedAt(backing.base() + 3 * PAGE_BYTES));
    }
  }

  /// More runs than one system call takes.
  @Test
  void manyReleasesAtOnceGiveTheSamePagesBack() {
    int runs = 150;
    try (var backing = new Backing(1 << 24, Long.MAX_VALUE)) {
      backing.commit(backing.base(), 4L * runs * PAGE_BYTES);
      backing.beginReleases();
      for (int i = 0; i < runs; i++) {
        backing.release(backing.base() + 4L * i * PAGE_BYTES, (1 + i % 3) * PAGE_BYTES);
      }
      backing.endReleases();
      assertEquals((2L * runs + 1) * PAGE_BYTES, backing.footprintBytes());
      assertEquals(backing.footprintBytes(), backing.residentBytes());
      assertEquals(-1, backing.findStray());
    }
  }

  @Test
  void aPageThatIsCommittedAgainAmongManyReleasesKeepsWhatIsWritten() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      long page = backing.base() + PAGE_BYTES;
      backing.commit(backing.base(), 8 * PAGE_BYTES);
      Memory.putLong(page, 1);
      backing.beginReleases();
      backing.release(backing.base(), 4 * PAGE_BYTES);
      backing.commit(page, 8);
      assertEquals(0, Memory.getLong(page));
      Memory.putLong(page, 2);
      backing.release(backing.base() + 6 * PAGE_BYTES, PAGE_BYTES);
      backing.endReleases();
      assertEquals(2, Memory.getLong(page));
      assertEquals(backing.footprintBytes(), backing.residentBytes());
    }
  }

  @Test
  void freshPagesHoldZeros() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      long last = backing.base() + 20 * PAGE_BYTES - 8;
      backing.commit(backing.base(), 20 * PAGE_BYTES);
      Memory.putLong(last, -1);
      backing.release(backing.base(), 20 * PAGE_BYTES);
      backing.commit(backing.base(), 20 * PAGE_BYTES);
      assertEquals(0, Memory.getLong(last));
    }
  }

  @Test
  void refusesRangesThatAreNotItsOwn() {
    try (var backing = new Backing(1 << 20, Long.MAX_VALUE)) {
      assertThrows(IndexOutOfBoundsException.class, () -> backing.commit(backing.base() - 1, 100));
      assertThrows(
          IndexOutOfBoundsException.class, () -> backing.commit(backing.base(), (1 << 20) + 1));
      assertThrows(IndexOutOfBoundsException.class, () -> backing.release(backing.base(), 2 << 20));
    }
  }

  @Test
  void agreesWithTheSystemAtEveryMoment() {
    for (long seed = 0; seed < 6; seed++) agreesWithTheSystem(seed);
  }

  private static void agreesWithTheSystem(long seed) {
    var random = new SplittableRandom(seed);
    // Pages on both sides of the place where the second bitmap page begins.
    long window = 600;
    long limitBytes = seed % 2 == 0 ? Long.MAX_VALUE : 250 * PAGE_BYTES;
    try (var backing = new Backing(2 * COVER_BYTES, limitBytes)) {
      long start = backing.base() + COVER_BYTES - window / 2 * PAGE_BYTES;
      var committed = new BitSet();
      for (int step = 0; step < 400; step++) {
        long from = random.nextLong(window * PAGE_BYTES);
        long length = random.nextLong(Math.min(window * PAGE_BYTES - from, 90 * PAGE_BYTES));
        int first = (int) (from / PAGE_BYTES);
        if (random.nextInt(5) < 3) {
          int end = length == 0 ? first : (int) ((from + length - 1) / PAGE_BYTES) + 1;
          if (backing.commit(start + from, length)) committed.set(first, end);
          else assertTrue(tooMuch(committed, first, end, limitBytes), "seed " + seed);
        } else {
          backing.release(start + from, length);
          int inner = (int) ((from + PAGE_BYTES - 1) / PAGE_BYTES);
          int end = (int) ((from + length) / PAGE_BYTES);
          if (inner < end) committed.clear(inner, end);
        }
        long footprint = footprint(committed);
        assertEquals(footprint, backing.footprintBytes(), "seed " + seed);
        assertEquals(footprint, backing.residentBytes(), "seed " + seed);
        assertTrue(footprint <= limitBytes, "seed " + seed);
        assertEquals(
            committed.cardinality() * PAGE_BYTES,
            backing.committedBytes(start, window * PAGE_BYTES),
            "seed " + seed);
      }
    }
  }

  private static boolean tooMuch(BitSet committed, int first, int end, long limitBytes) {
    var wanted = (BitSet) committed.clone();
    wanted.set(first, end);
    return footprint(wanted) > limitBytes;
  }

  private static long footprint(BitSet committed) {
    int half = 300;
    int below = committed.get(0, half).cardinality();
    int above = committed.cardinality() - below;
    return (committed.cardinality() + (below > 0 ? 1 : 0) + (above > 0 ? 1 : 0)) * PAGE_BYTES;
  }

  @Test
  void theStartsOfAllAreasShareAPageOfBitmap() {
    long area = 2 * COVER_BYTES;
    try (var backing = new Backing(area, 2, Long.MAX_VALUE)) {
      for (int i = 0; i < 4; i++) {
        assertTrue(backing.commit(backing.base() + i * area, PAGE_BYTES));
        assertEquals(backing.residentBytes(), backing.footprintBytes());
      }
      assertEquals(PAGE_BYTES, backing.bitmapBytes());
      assertTrue(backing.commit(backing.base() + area - PAGE_BYTES, PAGE_BYTES));
      assertEquals(2 * PAGE_BYTES, backing.bitmapBytes());
      for (int i = 0; i < 4; i++) {
        assertTrue(backing.isCommittedAt(backing.base() + i * area));
        assertEquals(PAGE_BYTES, backing.committedBytes(backing.base() + i * area, COVER_BYTES));
        backing.release(backing.base() + i * area, COVER_BYTES);
        assertEquals(backing.residentBytes(), backing.footprintBytes());
      }
      assertEquals(2 * PAGE_BYTES, backing.footprintBytes());
    }
  }

  @Test
  void severalAreasAreEachAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> new Backing(3 * PAGE_BYTES, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Backing(PAGE_BYTES, 7, 1));
  }
}
