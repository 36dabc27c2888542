package org.heaplab.allocators.backing;

import static org.heaplab.allocators.backing.Backing.PAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What [PageViews] show, and that a [Backing] of shared pages counts as the system does.
final class PageViewsTest {
  private final Backing backing = Backing.ofSharedPages(1 << 20, Long.MAX_VALUE);
  private final PageViews views = new PageViews(backing, 1 << 19);
  private final long first = backing.base();
  private final long second = backing.base() + PAGE_BYTES;

  @AfterEach
  void close() {
    views.close();
    backing.close();
  }

  @Test
  void aPageAppearsInItsOwnView() {
    backing.commit(first, 2 * PAGE_BYTES);
    Memory.putLong(views.of(second) + 8, 7);
    assertEquals(7, Memory.getLong(second + 8));
    assertEquals(second, views.inBacking(views.of(second)));
  }

  @Test
  void aViewShowsTheMemoryOfAnotherPage() {
    backing.commit(first, 2 * PAGE_BYTES);
    Memory.putLong(first, 1);
    Memory.putLong(second, 2);
    views.show(second, first, PAGE_BYTES);
    assertEquals(1, Memory.getLong(views.of(second)));
    Memory.putLong(views.of(second), 3);
    assertEquals(3, Memory.getLong(views.of(first)));
    assertEquals(2, Memory.getLong(second));
  }

  @Test
  void memoryThatTwoViewsShowIsHeldOnce() {
    backing.commit(first, 2 * PAGE_BYTES);
    views.show(second, first, PAGE_BYTES);
    backing.release(second, PAGE_BYTES);
    assertEquals(2 * PAGE_BYTES, backing.footprintBytes());
    assertEquals(backing.footprintBytes(), backing.residentBytes());
    Memory.putLong(views.of(second), 1);
    assertEquals(backing.footprintBytes(), backing.residentBytes());
  }

  @Test
  void aRestoredViewShowsItsOwnPageAgain() {
    backing.commit(first, 2 * PAGE_BYTES);
    views.show(second, first, PAGE_BYTES);
    backing.release(second, PAGE_BYTES);
    views.restore(second, PAGE_BYTES);
    backing.commit(second, PAGE_BYTES);
    Memory.putLong(views.of(second), 5);
    assertEquals(5, Memory.getLong(second));
    assertEquals(0, Memory.getLong(views.of(first)));
  }

  @Test
  void releasedPagesAreGoneFromEveryView() {
    backing.commit(first, PAGE_BYTES);
    Memory.putLong(views.of(first), 9);
    backing.release(first, PAGE_BYTES);
    assertEquals(0, backing.residentBytes());
    backing.commit(first, PAGE_BYTES);
    assertEquals(0, Memory.getLong(views.of(first)));
  }

  @Test
  void sharedPagesDoNotMove() {
    backing.commit(first, PAGE_BYTES);
    assertFalse(backing.move(first, second, PAGE_BYTES));
  }
}
