package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Random;
import org.heaplab.workloads.logs.text.AddressMap;
import org.junit.jupiter.api.Test;

class AddressMapTest {
  /// Few different addresses in a small map, so that entries probe past each other and removals
  /// move them.
  @Test
  void agreesWithAHashMap() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var map = new AddressMap();
    var model = new HashMap<Long, Integer>();
    for (int i = 0; i < 300_000; i++) {
      long address =
          1 + random.nextInt(i < 150_000 ? 3000 : 200) * (random.nextBoolean() ? 1L : 1L << 40);
      if (model.containsKey(address)) {
        assertEquals(model.get(address), map.get(address));
        assertEquals(model.remove(address), map.remove(address));
      } else {
        assertEquals(AddressMap.NONE, map.get(address));
        assertEquals(AddressMap.NONE, map.remove(address));
        model.put(address, i);
        map.put(address, i);
      }
    }
    model.forEach((address, slot) -> assertEquals(slot, map.get(address)));
  }

  @Test
  void neverHoldsNull() {
    var map = new AddressMap();
    assertEquals(AddressMap.NONE, map.get(0));
    assertEquals(AddressMap.NONE, map.remove(0));
  }
}
