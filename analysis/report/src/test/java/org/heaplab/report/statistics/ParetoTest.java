package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoTest {
  private record Place(double time, double space) {}

  @Test
  void keepsWhatNothingBeatsInBoth() {
    var fast = new Place(1, 9);
    var both = new Place(3, 3);
    var small = new Place(9, 1);
    assertEquals(
        List.of(fast, both, small),
        front(small, new Place(4, 4), both, fast, new Place(3, 5), new Place(9, 2)));
  }

  @Test
  void keepsEquals() {
    assertEquals(2, front(new Place(1, 1), new Place(1, 1)).size());
  }

  private static List<Place> front(Place... places) {
    return Pareto.front(List.of(places), Place::time, Place::space);
  }
}
