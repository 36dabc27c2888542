package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PowerClassesTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void floorAndCeilingEncloseEverySize(boolean withThirds) {
    var classes = new PowerClasses(withThirds);
    for (long size = 8; size < 100_000; size += 8) {
      int floor = classes.floor(size);
      int ceiling = classes.ceiling(size);
      assertTrue(classes.bytes(floor) <= size && size <= classes.bytes(ceiling));
      boolean exact = classes.bytes(floor) == size;
      assertEquals(exact ? floor : classes.next(floor), ceiling, "of " + size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 10, 33})
  void thereAreTwoClassesForEachPowerOfTwoWithThirdsAndOneWithout(int log) {
    long power = 1L << log;
    assertEquals(power, new PowerClasses(false).bytes(new PowerClasses(false).floor(power + 7)));
    assertEquals(
        2 * power, new PowerClasses(false).bytes(new PowerClasses(false).ceiling(power + 1)));
    var both = new PowerClasses(true);
    assertEquals(3 * power / 2, both.bytes(both.ceiling(power + 1)));
    assertEquals(3 * power / 2, both.bytes(both.floor(2 * power - 1)));
    assertEquals(2 * power, both.bytes(both.ceiling(3 * power / 2 + 1)));
  }
}
