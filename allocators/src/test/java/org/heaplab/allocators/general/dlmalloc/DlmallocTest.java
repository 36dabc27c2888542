package org.heaplab.allocators.general.dlmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Dlmalloc] places blocks: offsets from the first block. A request of n × 8 bytes takes a
/// chunk of n + 1 times 8 bytes, at least 32.
final class DlmallocTest {
  private static final long FIRST = 16;
  private static final long WALL = 32;

  private HandleAllocator heap = create("dlmalloc");

  private static HandleAllocator create(String specification) {
    return Catalogue.find(specification).create(1 << 26);
  }

  private void use(String specification) {
    heap.close();
    heap = create(specification);
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return offset(heap.malloc(size));
  }

  private long offset(long address) {
    return address - heap.baseAddress() - FIRST;
  }

  private long address(long offset) {
    return heap.baseAddress() + FIRST + offset;
  }

  private void free(long offset) {
    heap.free(address(offset));
  }

  private long realloc(long offset, long size) {
    return offset(heap.realloc(address(offset), size));
  }

  /// A block that is freed later, and a wall that keeps it from coalescing.
  private long hole(long size) {
    long hole = malloc(size);
    malloc(WALL - 8);
    return hole;
  }

  @Test
  void placesBlocksSideBySide() {
    assertEquals(0, malloc(24));
    assertEquals(32, malloc(25));
    assertEquals(32 + 40, malloc(0));
    assertEquals(32 + 40 + 32, malloc(8));
  }

  @Test
  void asMallocChunksAreMultiplesOf16() {
    use("dlmalloc:align=malloc");
    assertEquals(0, malloc(24));
    assertEquals(32, malloc(25));
    assertEquals(32 + 48, malloc(40));
    assertEquals(32 + 48 + 48, malloc(1));
  }

  @Test
  void aSmallChunkOfTheSizeServesTheOneFreedLastFirst() {
    long first = hole(40);
    long second = hole(40);
    free(first);
    free(second);
    assertEquals(second, malloc(40));
    assertEquals(first, malloc(40));
  }

  @Test
  void aChunkOfTheNextSizeServesWhole() {
    long hole = hole(40);
    free(hole);
    assertEquals(hole, malloc(32));
    assertEquals(40, heap.usableSize(address(hole)));
  }

  @Test
  void smallRequestsAreCutFromTheVictimOneAfterTheOther() {
    long large = hole(992);
    long small = hole(80);
    free(large);
    free(small);
    // The small chunk is the best fit, and its rest becomes the victim: 88 = 40 + 48.
    assertEquals(small, malloc(32));
    // The victim is too small, so the large chunk becomes one.
    assertEquals(large, malloc(48));
    assertEquals(large + 56, malloc(24));
    assertEquals(large + 56 + 32, malloc(24));
    // The victim before is in its bin.
    assertEquals(small + 40, malloc(40));
  }

  @Test
  void aChunkOfExactlyTheSizeIsPreferredToTheVictim() {
    long large = hole(992);
    long exact = hole(64);
    free(large);
    assertEquals(large, malloc(40));
    free(exact);
    assertEquals(exact, malloc(64));
    assertEquals(large + 48, malloc(64));
  }

  @Test
  void aVictimThatIsTooSmallGoesIntoItsBin() {
    long first = hole(296);
    long second = hole(392);
    free(first);
    assertEquals(first, malloc(200));
    free(second);
    assertEquals(second, malloc(120));
    assertEquals(first + 208, malloc(88));
    assertEquals(second + 128, malloc(100));
  }

  @Test
  void aLargeRequestTakesTheSmallestChunkThatFits() {
    long huge = hole(90_000);
    long large = hole(20_000);
    long larger = hole(30_000);
    free(huge);
    free(larger);
    free(large);
    assertEquals(larger, malloc(20_008));
    assertEquals(large, malloc(20_000));
    assertEquals(huge, malloc(30_000));
    // The rest of the hole of 30,000 bytes.
    assertEquals(larger + 20_016, malloc(9_900));
  }

  @Test
  void aLargeRequestTakesTheVictimIfThatFitsBetter() {
    long victim = hole(1_000);
    long larger = hole(1_000);
    long smaller = hole(920);
    free(victim);
    assertEquals(victim, malloc(40));
    free(larger);
    free(smaller);
    // 928 bytes in a tree, 960 in the victim, 1008 in a tree.
    assertEquals(smaller, malloc(920));
    assertEquals(victim + 48, malloc(928));
    assertEquals(larger, malloc(928));
  }

  @Test
  void freedNeighboursOfTheVictimJoinIt() {
    long hole = hole(992);
    free(hole);
    long front = malloc(40);
    long next = malloc(40);
    assertEquals(hole, front);
    free(next);
    free(front);
    assertEquals(hole, malloc(100));
    assertEquals(hole + 112, malloc(100));
  }

  @Test
  void coalescesWithBothNeighbours() {
    long first = malloc(40);
    long middle = malloc(40);
    long last = hole(40);
    free(first);
    free(last);
    free(middle);
    assertEquals(first, malloc(3 * 48 - 8));
  }

  @Test
  void theTopGrowsByGranularity() {
    malloc(8);
    long held = heap.footprintBytes();
    malloc(4_096);
    assertEquals(held + 4_096, heap.footprintBytes());
    use("dlmalloc:granularity=64K");
    malloc(8);
    long pageBitmap = 4_096;
    assertEquals((1 << 16) + pageBitmap, heap.footprintBytes());
  }

  @Test
  void aTopOfMoreThanTheThresholdIsTrimmed() {
    malloc(8);
    long held = heap.footprintBytes();
    long[] blocks = new long[20];
    for (int i = 0; i < blocks.length; i++) blocks[i] = malloc(200_000);
    long most = heap.footprintBytes();
    for (int i = blocks.length - 1; i > 9; i--) free(blocks[i]);
    assertEquals(most, heap.footprintBytes());
    free(blocks[9]);
    assertTrue(heap.footprintBytes() < most - (2 << 20));
    for (int i = 8; i >= 0; i--) free(blocks[i]);
    assertTrue(heap.footprintBytes() > held);
  }

  @Test
  void withoutAThresholdTheTopIsAlwaysTrimmed() {
    use("dlmalloc:trim=0");
    malloc(8);
    long held = heap.footprintBytes();
    free(malloc(100_000));
    assertEquals(held, heap.footprintBytes());
  }

  @Test
  void aBlockOverTheThresholdHasPagesOfItsOwn() {
    malloc(8);
    long held = heap.footprintBytes();
    long block = malloc(300_000);
    assertEquals(1 << 26, block);
    free(block);
    assertEquals(held, heap.footprintBytes());
  }

  @Test
  void aBlockOverTheThresholdTakesAFreeChunkThatIsLargeEnough() {
    long first = hole(300_000);
    assertEquals(0, first);
    free(first);
    assertEquals(first, malloc(280_000));
  }

  @Test
  void pagesMoveWhenTheirBlockGrows() {
    malloc(8);
    long block = malloc(300_000);
    long wall = malloc(300_000);
    Memory.putLong(address(block), 42);
    Memory.putLong(address(block) + 299_992, 43);
    long held = heap.footprintBytes();
    long moved = realloc(block, 600_000);
    assertTrue(moved > wall);
    assertEquals(42, Memory.getLong(address(moved)));
    assertEquals(43, Memory.getLong(address(moved) + 299_992));
    assertTrue(heap.footprintBytes() < held + 320_000);
    assertEquals(moved, realloc(moved, 900_000));
    assertEquals(moved, realloc(moved, 280_000));
    assertEquals(42, Memory.getLong(address(moved)));
  }

  @Test
  void growsInPlaceIntoAFreeChunkTheVictimOrTheTop() {
    long block = malloc(40);
    long next = hole(400);
    free(next);
    assertEquals(block, realloc(block, 200));
    assertEquals(next + 160, malloc(232));
    free(next + 160);
    assertEquals(next + 160, malloc(24));
    assertEquals(next + 192, malloc(24));
    assertEquals(next + 192, realloc(next + 192, 100));
    assertEquals(next + 192 + 112, malloc(24));
    long last = malloc(100);
    assertEquals(last, realloc(last, 300));
    assertEquals(last + 312, malloc(300));
  }

  @Test
  void whatABlockIsShortenedByIsFree() {
    long block = hole(400);
    assertEquals(block, realloc(block, 100));
    assertEquals(block + 112, malloc(200));
  }

  @Test
  void aSegmentWithoutUsedChunksIsGivenBack() {
    use("dlmalloc:segments=mmap,mmap=128K,trim=0");
    long first = malloc(60_000);
    long mapped = malloc(200_000);
    long second = malloc(60_000);
    assertTrue(second > mapped);
    long held = heap.footprintBytes();
    free(first);
    assertEquals(held, heap.footprintBytes());
    free(second);
    assertEquals(held - (1 << 16), heap.footprintBytes());
    assertEquals(second, malloc(100));
  }
}
