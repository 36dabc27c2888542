package org.heaplab.workloads.synthetic.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.junit.jupiter.api.Test;

class DeathQueueTest {
  private record Death(double time, int slot) {}

  @Test
  void blocksComeInTheOrderOfTheirTimesAndThenOfTheirAddition() {
    var random = new Sampler(1);
    var queue = new DeathQueue();
    var expected = new ArrayList<Death>();
    for (int slot = 0; slot < 1000; slot++) {
      double time = random.index(50);
      queue.add(time, slot);
      expected.add(new Death(time, slot));
    }
    expected.sort(Comparator.comparingDouble(Death::time));
    List<Integer> found = new ArrayList<>();
    while (!queue.isEmpty()) {
      assertEquals(expected.get(found.size()).time(), queue.time());
      found.add(queue.remove());
    }
    assertEquals(expected.stream().map(Death::slot).toList(), found);
    assertTrue(queue.isEmpty());
  }

  @Test
  void additionsAndRemovalsCanAlternate() {
    var queue = new DeathQueue();
    queue.add(2, 20);
    queue.add(1, 10);
    assertEquals(10, queue.remove());
    queue.add(0, 5);
    assertEquals(5, queue.remove());
    assertEquals(20, queue.remove());
  }
}
