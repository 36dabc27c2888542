package org.heaplab.allocators.general.phkmalloc;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where [Phkmalloc] places blocks: offsets from the base, the start of the first page.
final class PhkmallocTest {
  private static final long PAGE = 4096;

  private HandleAllocator heap = create("phkmalloc", 1 << 26);

  private static HandleAllocator create(String specification, long limitBytes) {
    return Catalogue.find(specification).create(limitBytes);
  }

  private void use(String specification, long limitBytes) {
    heap.close();
    heap = create(specification, limitBytes);
  }

  @AfterEach
  void close() {
    heap.close();
  }

  private long malloc(long size) {
    return heap.malloc(size) - heap.baseAddress();
  }

  private void free(long offset) {
    heap.free(heap.baseAddress() + offset);
  }

  private long realloc(long offset, long size) {
    return heap.realloc(heap.baseAddress() + offset, size) - heap.baseAddress();
  }

  private long usable(long size) {
    return heap.usableSize(heap.malloc(size));
  }

  @Test
  void roundsToPowersOfTwoUpToHalfAPageAndToPagesAbove() {
    assertEquals(16, usable(0));
    assertEquals(16, usable(16));
    assertEquals(32, usable(17));
    assertEquals(2_048, usable(1_025));
    assertEquals(2_048, usable(2_048));
    assertEquals(PAGE, usable(2_049));
    assertEquals(2 * PAGE, usable(PAGE + 1));
  }

  @Test
  void theDescriptionOfSmallChunksIsInTheirPage() {
    assertEquals(4 * 16, malloc(16));
    assertEquals(5 * 16, malloc(16));
    assertEquals(PAGE + 2 * 32, malloc(32));
    assertEquals(2 * PAGE + 64, malloc(64));
  }

  @Test
  void theDescriptionOfLargeChunksIsASmallChunk() {
    assertEquals(0, malloc(128));
    assertEquals(PAGE + 3 * 32, malloc(32));
    assertEquals(128, malloc(128));
    free(0);
    free(128);
    assertEquals(PAGE + 2 * 32, malloc(32));
  }

  @Test
  void theLowestChunkOfTheLowestPageIsUsedAgainFirst() {
    for (int i = 0; i < 3 * 63; i++) malloc(64);
    free(2 * PAGE + 64);
    free(PAGE + 40 * 64);
    free(PAGE + 5 * 64);
    free(64);
    assertEquals(64, malloc(64));
    assertEquals(PAGE + 5 * 64, malloc(64));
    assertEquals(PAGE + 40 * 64, malloc(64));
    assertEquals(2 * PAGE + 64, malloc(64));
    assertEquals(3 * PAGE + 64, malloc(64));
  }

  @Test
  void aPageWithoutUsedChunksIsFreeAtOnce() {
    long chunk = malloc(16);
    malloc(PAGE);
    free(chunk);
    assertEquals(0, malloc(PAGE));
  }

  @Test
  void pagesAreTakenFromTheFirstFreeRunThatHasThem() {
    long one = malloc(PAGE);
    malloc(PAGE);
    long three = malloc(3 * PAGE);
    malloc(PAGE);
    long two = malloc(2 * PAGE);
    malloc(PAGE);
    free(one);
    free(two);
    free(three);
    assertEquals(three, malloc(2 * PAGE));
    assertEquals(one, malloc(PAGE));
    assertEquals(three + 2 * PAGE, malloc(PAGE));
    assertEquals(two, malloc(PAGE));
  }

  @Test
  void freeRunsThatTouchAreOne() {
    long first = malloc(PAGE);
    long middle = malloc(2 * PAGE);
    long last = malloc(PAGE);
    malloc(PAGE);
    free(first);
    free(last);
    free(middle);
    assertEquals(first, malloc(4 * PAGE));
  }

  @Test
  void aFreeRunAtTheTopThatIsTooSmallStaysAHole() {
    malloc(PAGE);
    free(malloc(PAGE));
    assertEquals(2 * PAGE, malloc(2 * PAGE));
    assertEquals(PAGE, malloc(PAGE));
  }

  @Test
  void theTopIsGivenBackButForTheCache() {
    use("phkmalloc:cache=8192", 1 << 26);
    malloc(PAGE);
    long held = heap.footprintBytes();
    free(malloc(2 * PAGE));
    assertEquals(held + 2 * PAGE, heap.footprintBytes());
    free(malloc(20 * PAGE));
    assertEquals(held + 2 * PAGE, heap.footprintBytes());
    use("phkmalloc:cache=0", 1 << 26);
    malloc(PAGE);
    assertEquals(held, heap.footprintBytes());
    free(malloc(20 * PAGE));
    assertEquals(held, heap.footprintBytes());
  }

  @Test
  void theCacheHas16PagesUnlessItIsSet() {
    malloc(PAGE);
    free(malloc(100 * PAGE));
    long held = heap.footprintBytes();
    long block = malloc(16 * PAGE);
    assertEquals(PAGE, block);
    assertEquals(held, heap.footprintBytes());
    malloc(PAGE);
    assertEquals(held + PAGE, heap.footprintBytes());
  }

  @Test
  void freePagesBelowTheTopStay() {
    long block = malloc(40 * PAGE);
    malloc(PAGE);
    long held = heap.footprintBytes();
    free(block);
    assertEquals(held, heap.footprintBytes());
  }

  @Test
  void staysInPlaceWhileTheChunkOrTheLastPageIsNeeded() {
    long chunk = malloc(100);
    assertEquals(chunk, realloc(chunk, 65));
    assertEquals(chunk, realloc(chunk, 128));
    assertNotEquals(chunk, realloc(chunk, 64));
    long block = malloc(3 * PAGE);
    assertEquals(block, realloc(block, 2 * PAGE + 1));
    assertNotEquals(block, realloc(block, 2 * PAGE));
  }

  @Test
  void descriptionsAreForeignAddresses() {
    malloc(128);
    for (long description : new long[] {PAGE + 2 * 32, PAGE, PAGE + 32}) {
      var refused = assertThrows(MisuseException.class, () -> free(description));
      assertEquals(Kind.FOREIGN_ADDRESS, refused.kind());
    }
  }

  @Test
  void withoutMemoryForAPageALargerChunkServes() {
    use("phkmalloc", 1 << 16);
    long blocks = 0;
    while (heap.malloc(64) != NULL) blocks++;
    assertNotEquals(0, blocks);
    free(64);
    assertEquals(64, malloc(16));
  }
}
