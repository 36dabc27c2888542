package org.heaplab.allocators.general.phkmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// [PagesWithRoom] beside a sorted set.
final class PagesWithRoomTest {
  private static final int PAGES = 3_000;
  private static final int LOG = 5;

  private final PageDirectory directory = new PageDirectory(1L << 26, 0);
  private final PagesWithRoom withRoom = new PagesWithRoom(directory);

  PagesWithRoomTest() {
    var descriptions = new PageDescriptions(directory);
    for (int page = 1; page <= PAGES; page++) {
      assertEquals(page, directory.allocate(1));
      descriptions.format(directory.address(page), page, LOG);
    }
  }

  @AfterEach
  void close() {
    directory.backing().close();
  }

  @Test
  void theFirstPageIsThatWithTheLowestAddress() {
    var random = new SplittableRandom(1);
    var model = new TreeSet<Integer>();
    for (int step = 0; step < 30_000; step++) {
      int page = random.nextInt(1, PAGES + 1);
      if (model.remove(page)) {
        withRoom.remove(LOG, page);
      } else {
        model.add(page);
        withRoom.add(LOG, page);
      }
      int expected = model.isEmpty() ? 0 : model.getFirst();
      assertEquals(expected, withRoom.first(LOG));
    }
    for (int page : model) withRoom.remove(LOG, page);
    assertEquals(0, withRoom.first(LOG));
  }

  @Test
  void sizesAreApart() {
    withRoom.add(LOG, 7);
    assertEquals(0, withRoom.first(LOG + 1));
  }

  @Test
  void aStepIsLogarithmicInTheNumberOfPages() {
    for (int page = 1; page <= PAGES; page++) withRoom.add(LOG, page);
    long before = withRoom.inspections();
    for (int page = 1; page <= PAGES; page++) {
      withRoom.remove(LOG, page);
      withRoom.add(LOG, page);
    }
    long most = 2L * PAGES * 40;
    assertTrue(withRoom.inspections() - before < most, () -> "" + withRoom.inspections());
  }
}
