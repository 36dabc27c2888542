package org.heaplab.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.bench.LockCost.Score;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockingTest {
  private static final int BLOCKS = 40;

  private final Locking locking = new Locking();

  @BeforeEach
  void number() {
    locking.allocator = "handle";
    locking.blocks = BLOCKS;
    locking.populate();
    long[] addresses = locking.population.addresses();
    for (int i = 0; i < BLOCKS; i++) Memory.putLong(addresses[i], i);
  }

  @AfterEach
  void release() {
    locking.release();
  }

  @Test
  void bothWaysReadEveryBlockOnceARound() {
    long[] all = LongStream.range(0, BLOCKS).toArray();
    assertArrayEquals(all, round(locking::lockReadUnlock));
    assertArrayEquals(all, round(locking::read));
  }

  private static long[] round(LongSupplier way) {
    return LongStream.generate(way).limit(BLOCKS).sorted().toArray();
  }

  @Test
  void noBlockStaysLocked() {
    round(locking::lockReadUnlock);
    for (long handle : locking.population.handles()) {
      assertThrows(RuntimeException.class, () -> locking.population.heap.unlock(handle));
    }
  }

  @Test
  void neighboursInTheRoundAreNoneInMemory() {
    long[] addresses = locking.population.addresses();
    assertFalse(
        LongStream.range(1, BLOCKS).allMatch(i -> addresses[(int) i] > addresses[(int) i - 1]));
  }

  @Test
  void costsArePairedByTheNumberOfBlocks() {
    var scores =
        List.of(
            new Score("lockReadUnlock", 4000, 9),
            new Score("lockReadUnlock", 8, 3),
            new Score("read", 8, 1),
            new Score("read", 4000, 5));
    assertEquals(List.of(new LockCost(8, 1, 3), new LockCost(4000, 5, 9)), LockCost.paired(scores));
  }

  @Test
  void aWayThatWasNotMeasuredIsNamed() {
    var one = List.of(new Score("read", 8, 1));
    var thrown = assertThrows(IllegalStateException.class, () -> LockCost.paired(one));
    assertEquals(
        "both ways must be measured: plain with [8] blocks, locked with []", thrown.getMessage());
  }
}
