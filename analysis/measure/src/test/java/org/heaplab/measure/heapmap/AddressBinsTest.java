package org.heaplab.measure.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.heaplab.measure.heapmap.AddressBins.Use;
import org.junit.jupiter.api.Test;

class AddressBinsTest {
  private static final int PAGE = 4096;

  private final AddressBins bins = new AddressBins();

  @Test
  void aBinIsAPageAtFirst() {
    bins.begin();
    bins.area("blocks").add(Use.USED, 0, PAGE);
    bins.area("blocks").add(Use.FREE, PAGE, 2 * PAGE);
    assertEquals(PAGE, bins.width());
    assertEquals(Map.of("blocks", 3), bins.areas());
    assertEquals("9ff", bins.cells(0));
  }

  @Test
  void aSpanIsSharedOutAmongTheBinsThatItTouches() {
    bins.begin();
    bins.area("blocks").add(Use.FREE, 0, PAGE / 2);
    bins.area("blocks").add(Use.USED, PAGE / 2, PAGE);
    bins.area("blocks").add(Use.FREE, 3 * PAGE / 2, PAGE / 2 - 1);
    assertEquals("55", bins.cells(0));
  }

  @Test
  void whatIsHeldAtOneMomentIsNoPartOfAnother() {
    bins.begin();
    bins.area("blocks").add(Use.USED, 0, PAGE);
    bins.begin();
    bins.begin();
    bins.area("blocks").add(Use.METADATA, 2 * PAGE, 10);
    assertEquals("9..", bins.cells(0));
    assertEquals("...", bins.cells(1));
    assertEquals("..m", bins.cells(2));
  }

  @Test
  void areasFollowEachOtherAndShareTheWidth() {
    bins.begin();
    bins.area("blocks").add(Use.USED, 0, 1);
    bins.area("table").add(Use.METADATA, 0, PAGE + 1);
    bins.area("blocks").add(Use.USED, PAGE, 1);
    bins.area("blocks").add(Use.LOCKED, PAGE, 1);
    assertEquals("9Jmm", bins.cells(0));
    assertEquals("[blocks=2, table=2]", bins.areas().entrySet().toString());
  }

  @Test
  void anAreaOfWhichNothingIsHeldHasNoBins() {
    bins.begin();
    bins.area("never used").add(Use.METADATA, 1L << 40, 0);
    assertEquals(Map.of(), bins.areas());
  }

  @Test
  void neighboursAreJoinedWhenThereAreTooManyAndNoByteIsLost() {
    bins.begin();
    bins.area("blocks").add(Use.USED, 0, PAGE);
    bins.area("blocks").add(Use.FREE, PAGE, 3 * PAGE);
    bins.begin();
    bins.area("blocks").add(Use.USED, 4L * AddressBins.MOST * PAGE - PAGE, PAGE);
    assertEquals(4 * PAGE, bins.width());
    assertEquals(Map.of("blocks", AddressBins.MOST), bins.areas());
    assertEquals("2" + ".".repeat(AddressBins.MOST - 1), bins.cells(0));
    assertEquals(".".repeat(AddressBins.MOST - 1) + "9", bins.cells(1));
  }

  @Test
  void aSpanOfAnyLengthHasAtMostSoManyBins() {
    bins.begin();
    bins.area("small").add(Use.USED, 0, 1);
    bins.area("large").add(Use.FREE, 0, (1L << 40) + 1);
    String cells = bins.cells(0);
    assertTrue(cells.length() <= AddressBins.MOST, cells);
    assertTrue(cells.length() > AddressBins.MOST / 2, cells);
    assertTrue(cells.matches("9f+"), cells);
  }
}
