package org.heaplab.allocators.handle.extents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparseRegionsTest {
  private static final long SPARSE = SparseRegions.SPARSE_GRANULES;
  private static final long REGION = SparseRegions.REGION_GRANULES;

  /// Regions whose words are on one page.
  private static final long REGIONS_PER_PAGE = Backing.PAGE_BYTES / Integer.BYTES;

  private Backing backing;
  private SparseRegions regions;

  SparseRegionsTest() {
    limitTo(Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    backing.close();
  }

  private void limitTo(long bytes) {
    if (backing != null) backing.close();
    backing = new Backing(SparseRegions.BYTES, bytes);
    regions = new SparseRegions(backing, backing.base());
    regions.beginUse();
  }

  @Test
  void aRegionIsSparseFromOneFifthOn() {
    regions.add(REGION, SPARSE - 10);
    assertEquals(0, regions.count());
    assertEquals(-1, regions.anchorOfSparse(1));
    regions.add(REGION + 2000, 10);
    assertEquals(1, regions.count());
    assertEquals(REGION, regions.anchorOfSparse(1));
    regions.remove(REGION + 2000, 10);
    assertEquals(0, regions.count());
  }

  @Test
  void anExtentCountsWhereItBegins() {
    regions.add(REGION - 5, SPARSE);
    assertEquals(SPARSE, regions.free(0));
    assertEquals(0, regions.free(1));
    assertEquals(REGION - 5, regions.anchor(0));
  }

  /// Its pages are given back; only its two ends are wasted.
  @Test
  void aLargeExtentCountsAsOneWithoutAPageToGiveBack() {
    regions.add(0, 100 * REGION);
    assertEquals(ExtentBins.SMALL_GRANULES, regions.free(0));
  }

  @Test
  void theAnchorIsTheLowestUntilItIsUsed() {
    regions.add(700, 400);
    regions.add(300, 400);
    regions.add(2000, 400);
    assertEquals(300, regions.anchor(0));
    regions.remove(2000, 400);
    assertEquals(300, regions.anchor(0));
    regions.remove(300, 400);
    assertEquals(-1, regions.anchor(0));
    regions.add(900, 400);
    assertEquals(900, regions.anchor(0));
  }

  @Test
  void wordsBetweenTwoRegionsTakeNoMemory() {
    long far = 300 * REGIONS_PER_PAGE * REGION;
    regions.add(0, SPARSE);
    regions.add(far, SPARSE);
    assertEquals(far, regions.anchorOfSparse(far / REGION));
    assertEquals(-1, regions.anchorOfSparse(far / REGION / 2));
    assertEquals(2 * Backing.PAGE_BYTES + backing.bitmapBytes(), backing.footprintBytes());
  }

  @Test
  void wordsAboveTheTopAreGivenBack() {
    long far = 300 * REGIONS_PER_PAGE * REGION;
    regions.add(0, SPARSE);
    regions.add(far, SPARSE);
    regions.remove(far, SPARSE);
    regions.releaseAbove(SPARSE);
    assertEquals(Backing.PAGE_BYTES + backing.bitmapBytes(), backing.footprintBytes());
    assertEquals(SPARSE, regions.free(0));
    regions.add(far, SPARSE);
    assertEquals(far, regions.anchorOfSparse(far / REGION));
  }

  @Test
  void anExtentIsNotCountedWhenTheLimitLeavesNoRoomForItsWord() {
    limitTo(2 * Backing.PAGE_BYTES);
    regions.add(0, 400);
    assertTrue(regions.isComplete());
    long far = REGIONS_PER_PAGE * REGION;
    regions.add(far, 400);
    assertFalse(regions.isComplete());
    regions.remove(far, 400);
    assertEquals(400, regions.free(0));
    assertEquals(0, regions.free(REGIONS_PER_PAGE));
  }
}
