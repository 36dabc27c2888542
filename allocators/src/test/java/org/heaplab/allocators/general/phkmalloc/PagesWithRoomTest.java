package org.heaplab.allocators.general.phkmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// [PagesWithRoom] beside a sorted set.
final class PagesWithRoomTest {
  private static final int PAGES = 20_000;
  private static final int LOG = 5;

  private final Backing backing = new Backing(PagesWithRoom.bytesFor(PAGES), Long.MAX_VALUE);
  private final PagesWithRoom withRoom = new PagesWithRoom(backing, backing.base(), PAGES);

  @AfterEach
  void close() {
    backing.close();
  }

  @Test
  void theFirstPageIsThatWithTheLowestAddress() {
    withRoom.commit(0, PAGES);
    for (int most : new int[] {3, 100, PAGES}) {
      long seed = most;
      var random = new SplittableRandom(seed);
      var model = new TreeSet<Integer>();
      for (int step = 0; step < 30_000; step++) {
        int page = PAGES - random.nextInt(most);
        if (model.remove(page)) {
          withRoom.remove(LOG, page);
        } else {
          model.add(page);
          withRoom.add(LOG, page);
        }
        if (model.size() > 50) withRoom.remove(LOG, model.pollFirst());
        assertEquals(model.isEmpty() ? 0 : model.getFirst(), withRoom.first(LOG), "seed " + seed);
      }
      for (int page : model) withRoom.remove(LOG, page);
      assertEquals(0, withRoom.first(LOG));
    }
  }

  @Test
  void sizesAreApart() {
    withRoom.commit(0, PAGES);
    withRoom.add(LOG, 7);
    withRoom.add(LOG + 1, 6);
    assertEquals(7, withRoom.first(LOG));
    withRoom.remove(LOG, 7);
    assertEquals(6, withRoom.first(LOG + 1));
  }

  @Test
  void isAsLongAsItsPagesNeed() {
    long held = backing.footprintBytes();
    withRoom.commit(0, 1);
    long least = backing.footprintBytes();
    withRoom.commit(1, PAGES);
    assertEquals(least - 4_096 + PagesWithRoom.bytesFor(PAGES), backing.footprintBytes());
    withRoom.release(1, PAGES);
    assertEquals(least, backing.footprintBytes());
    withRoom.release(0, 1);
    assertEquals(held, backing.footprintBytes());
  }
}
