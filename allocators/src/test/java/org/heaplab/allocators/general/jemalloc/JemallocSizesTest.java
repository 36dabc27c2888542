package org.heaplab.allocators.general.jemalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The classes against the table in the manual of jemalloc 5.3, and against their rule.
final class JemallocSizesTest {
  @Test
  void smallClassesAreThoseOfTheManual() {
    var sizes = new ArrayList<Long>();
    for (int i = 0; i < JemallocSizes.SMALL_CLASSES; i++) sizes.add(JemallocSizes.bytes(i));
    assertEquals(
        List.of(
            8L, 16L, 32L, 48L, 64L, 80L, 96L, 112L, 128L, 160L, 192L, 224L, 256L, 320L, 384L, 448L,
            512L, 640L, 768L, 896L, 1024L, 1280L, 1536L, 1792L, 2048L, 2560L, 3072L, 3584L, 4096L,
            5120L, 6144L, 7168L, 8192L, 10240L, 12288L, 14336L),
        sizes);
  }

  @ParameterizedTest
  @CsvSource({
    "16384, 36",
    "20480, 37",
    "24576, 38",
    "28672, 39",
    "32768, 40",
    "40960, 41",
    "1048576, 60"
  })
  void largeClassesGoOnInFourStepsForEachDoubling(long bytes, int sizeClass) {
    assertEquals(bytes, JemallocSizes.bytes(sizeClass));
    assertEquals(sizeClass, JemallocSizes.classFor(bytes));
    assertEquals(sizeClass + 1, JemallocSizes.classFor(bytes + 1));
  }

  @Test
  void theCacheEndsAt32KiB() {
    assertEquals(32 << 10, JemallocSizes.bytes(JemallocSizes.CACHED_CLASSES - 1));
  }

  @Test
  void everySizeGetsTheSmallestClassThatHoldsIt() {
    int sizeClass = 0;
    for (int size = 1; size <= 1 << 17; size++) {
      if (size > JemallocSizes.bytes(sizeClass)) sizeClass++;
      assertEquals(sizeClass, JemallocSizes.classFor(size));
      assertTrue(JemallocSizes.bytes(sizeClass) >= size);
      if (size > 64) assertTrue(JemallocSizes.bytes(sizeClass) - size < size / 4.0 + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, 512, 200",
    "16, 1, 256, 200",
    "48, 3, 256, 200",
    "64, 1, 64, 128",
    "80, 5, 256, 200",
    "112, 7, 256, 200",
    "320, 5, 64, 128",
    "896, 7, 32, 64",
    "1024, 1, 4, 20",
    "4096, 1, 1, 20",
    "8192, 2, 1, 20",
    "10240, 5, 2, 20",
    "14336, 7, 2, 20"
  })
  void slabsAndCachesAreAsLongAsThoseOfTheOriginal(long bytes, int pages, int regions, int slots) {
    int sizeClass = JemallocSizes.classFor(bytes);
    assertEquals(pages, JemallocSizes.slabPages(sizeClass));
    assertEquals(regions, JemallocSizes.regions(sizeClass));
    assertEquals(slots, JemallocSizes.cacheSlots(sizeClass));
    assertEquals(pages * 4096L, regions * bytes);
  }

  @Test
  void aLargeBlockHasAPageMore() {
    assertEquals(5, JemallocSizes.largePages(JemallocSizes.classFor(16 << 10)));
  }
}
