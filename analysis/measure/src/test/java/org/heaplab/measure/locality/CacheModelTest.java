package org.heaplab.measure.locality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CacheModelTest {
  @Test
  void replacesWhatWasUsedLeastRecentlyInASet() {
    var cache = new CacheModel(6, 4, 2);
    assertFalse(cache.use(0));
    assertFalse(cache.use(4));
    assertTrue(cache.use(0));
    assertFalse(cache.use(8));
    assertTrue(cache.use(0));
    assertFalse(cache.use(4));
    assertFalse(cache.use(8));
    assertEquals(5, cache.misses());
  }

  @Test
  void setsDoNotDisturbEachOther() {
    var cache = new CacheModel(6, 4, 1);
    for (long line = 0; line < 4; line++) assertFalse(cache.use(line));
    for (long line = 0; line < 4; line++) assertTrue(cache.use(line));
    assertEquals(3, cache.line(255));
  }

  @Test
  void setsMustBeAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> new CacheModel(6, 3, 2));
  }

  /// 40 KiB, line by line, do not fit into 32 KiB of which the least recently used go first.
  @Test
  void aCycleThatIsLargerThanTheFirstLevelAlwaysMissesIt() {
    var memory = new MemoryModel();
    for (int round = 0; round < 3; round++) {
      for (long address = 0; address < 40 << 10; address += 64) memory.access(1 << 20 | address, 8);
    }
    assertEquals(3 * 640, memory.accesses());
    assertEquals(3 * 640, memory.firstMisses());
    assertEquals(640, memory.secondMisses());
    assertEquals(10, memory.pageMisses());
  }

  @Test
  void anAccessMayTouchTwoLinesAndTwoPages() {
    var memory = new MemoryModel();
    memory.access(4096 * 8 - 4, 8);
    assertEquals(1, memory.accesses());
    assertEquals(2, memory.firstMisses());
    assertEquals(2, memory.pageMisses());
  }
}
