package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.Test;

/// Runs of a [PageSupply] that begin behind something else, and that move.
final class PageSupplyTest {
  private static final long PAGE = Backing.PAGE_BYTES;
  private static final int PAGES = 64;

  private static Backing backing(long limitBytes) {
    return new Backing(10 * PAGE + PageSupply.addressesFor(PAGES), limitBytes);
  }

  private static PageSupply behindTenPages(Backing backing) {
    return new PageSupply(backing, backing.base() + 10 * PAGE, PAGES);
  }

  @Test
  void liesWhereItsUserSays() {
    try (Backing backing = backing(Long.MAX_VALUE)) {
      PageSupply supply = behindTenPages(backing);
      int run = supply.allocate(3);
      assertEquals(backing.base() + 10 * PAGE, supply.address(run));
      assertEquals(run, supply.pageAt(supply.address(run) + PAGE - 1));
      assertEquals(run, supply.runAt(supply.address(run)));
      assertEquals(0, supply.allocate(PAGES));
    }
  }

  @Test
  void movesARunWithItsContent() {
    try (Backing backing = backing(Long.MAX_VALUE)) {
      PageSupply supply = behindTenPages(backing);
      int run = supply.allocate(2);
      supply.allocate(1);
      for (long page = 0; page < 2; page++) {
        Memory.putLong(supply.address(run) + page * PAGE, 7 + page);
      }
      int moved = supply.move(run, 5);
      assertEquals(4, moved);
      assertEquals(5, supply.size(moved));
      assertFalse(supply.isUsed(run));
      assertEquals(0, backing.committedBytes(supply.address(run), 2 * PAGE));
      for (long page = 0; page < 2; page++) {
        assertEquals(7 + page, Memory.getLong(supply.address(moved) + page * PAGE));
      }
      assertEquals(backing.footprintBytes(), backing.residentBytes());
    }
  }

  @Test
  void aRunThatCannotMoveStaysAsItWas() {
    try (Backing backing = backing(12 * PAGE)) {
      PageSupply supply = behindTenPages(backing);
      int run = supply.allocate(2);
      supply.allocate(1);
      Memory.putLong(supply.address(run), 7);
      long held = backing.footprintBytes();
      assertEquals(0, supply.move(run, 20));
      assertEquals(held, backing.footprintBytes());
      assertTrue(supply.isUsed(run));
      assertEquals(2, supply.size(run));
      assertEquals(7, Memory.getLong(supply.address(run)));
    }
  }
}
