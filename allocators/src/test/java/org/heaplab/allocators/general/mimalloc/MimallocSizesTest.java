package org.heaplab.allocators.general.mimalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bins against those of mimalloc 2.0.9, and against their rules.
final class MimallocSizesTest {
  /// In words of 8 bytes, as the original has them.
  private static final List<Integer> WORDS =
      List.of(
          1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192,
          224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072,
          3584, 4096, 5120, 6144, 7168, 8192, 10240, 12288, 14336, 16384);

  @Test
  void binsAreThoseOfTheOriginal() {
    List<Integer> found =
        IntStream.rangeClosed(1, MimallocSizes.MAX_BYTES)
            .map(MimallocSizes::binFor)
            .distinct()
            .map(bin -> MimallocSizes.bytes(bin) / 8)
            .boxed()
            .toList();
    assertEquals(WORDS, found);
    assertEquals(MimallocSizes.BINS - 1, MimallocSizes.binFor(MimallocSizes.MAX_BYTES));
  }

  @Test
  void everySizeGetsTheSmallestBinThatHoldsIt() {
    int index = 0;
    for (int size = 1; size <= MimallocSizes.MAX_BYTES; size++) {
      if (size > WORDS.get(index) * 8) index++;
      assertEquals(WORDS.get(index) * 8, MimallocSizes.bytes(MimallocSizes.binFor(size)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, 128, 8176, 512",
    "16, 1, 128, 4088, 256",
    "1024, 1, 128, 63, 4",
    "1280, 1, 0, 51, 4",
    "16384, 1, 0, 4, 4",
    "20480, 8, 0, 25, 4",
    "131072, 8, 0, 4, 4"
  })
  void pagesAreAsLongAsThoseOfTheOriginal(
      int bytes, int slices, int shift, int blocks, int extension) {
    int bin = MimallocSizes.binFor(bytes);
    assertEquals(slices, MimallocSizes.slices(bin));
    assertEquals(shift, MimallocSizes.shift(bin));
    assertEquals(blocks, MimallocSizes.blocks(bin));
    assertEquals(extension, MimallocSizes.step(bin));
    assertTrue(shift + blocks * bytes <= slices << 16);
  }

  @ParameterizedTest
  @CsvSource({
    "131073, 135168, 3",
    "524287, 524288, 8",
    "524289, 589824, 16",
    "2097153, 2359296, 40",
    "8388609, 9437184, 144",
    "16777216, 16777216, 256"
  })
  void largeBlocksAreRoundedByTheirSize(long size, long bytes, int slices) {
    assertEquals(bytes, MimallocSizes.largeBytes(size));
    assertEquals(slices, MimallocSizes.largeSlices(bytes));
  }
}
