package org.heaplab.allocators.general.tcmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The classes against those that gperftools 2.10 prints, and against their rules.
final class TcmallocSizesTest {
  private static final int PAGE = 8192;

  private final TcmallocSizes sizes = new TcmallocSizes();

  @Test
  void smallClassesAreThoseOfTheOriginal() {
    var found = new ArrayList<Integer>();
    for (int i = 1; sizes.bytes(i) <= 1024; i++) {
      assertEquals(1, sizes.pages(i));
      found.add(sizes.bytes(i));
    }
    assertEquals(
        List.of(
            8, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320,
            352, 384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024),
        found);
  }

  @Test
  void largerClassesAndTheirSpansAreThoseOfTheOriginal() {
    var found = new ArrayList<String>();
    for (int i = 1; sizes.bytes(i) <= 40960; i++) {
      if (sizes.bytes(i) > 1024) found.add(sizes.bytes(i) + ":" + sizes.pages(i));
    }
    assertEquals(
        List.of(
            "1152:2", "1280:2", "1408:2", "1536:2", "1792:2", "2048:2", "2304:2", "2560:2",
            "2816:3", "3072:2", "3328:3", "4096:2", "4608:3", "5120:2", "6144:3", "6656:5",
            "8192:2", "9216:5", "10240:4", "12288:3", "13312:5", "16384:2", "20480:5", "24576:3",
            "26624:7", "32768:4", "40960:5"),
        found);
  }

  @Test
  void thenThereIsAClassForEachPage() {
    assertEquals(86, sizes.classes());
    for (int pages = 6; pages <= 32; pages++) {
      int sizeClass = sizes.classFor(pages * PAGE);
      assertEquals(pages * PAGE, sizes.bytes(sizeClass));
      assertEquals(pages, sizes.pages(sizeClass));
    }
  }

  @Test
  void everySizeGetsTheSmallestClassThatHoldsIt() {
    int sizeClass = 1;
    for (int size = 0; size <= TcmallocSizes.MAX_BYTES; size++) {
      if (size > sizes.bytes(sizeClass)) sizeClass++;
      assertEquals(sizeClass, sizes.classFor(size), () -> "class of a size");
    }
  }

  @Test
  void aSpanLosesAtMostAnEighthAndHoldsAQuarterOfABatch() {
    for (int i = 1; i < sizes.classes(); i++) {
      int bytes = sizes.pages(i) * PAGE;
      assertTrue(bytes % sizes.bytes(i) <= bytes / 8);
      assertTrue(sizes.objects(i) >= sizes.batchOf(i) / 4);
      assertTrue(sizes.batchOf(i) >= 2 && sizes.batchOf(i) <= 32);
    }
  }
}
