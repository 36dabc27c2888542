package org.heaplab.allocators.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// In step with a sorted map.
final class PairingHeapTest {
  private static final int NODES = 500;
  private static final int LOG_RECORD_BYTES = 5;

  private final Backing backing = new Backing((NODES + 1) << LOG_RECORD_BYTES, Long.MAX_VALUE);
  private final PairingHeap heap = new PairingHeap(backing.base(), LOG_RECORD_BYTES);

  @AfterEach
  void close() {
    backing.close();
  }

  @Test
  void theRootHasTheLeastKeyWhateverIsRemoved() {
    backing.commit(backing.base(), backing.bytes());
    for (long seed = 0; seed < 5; seed++) {
      var random = new SplittableRandom(seed);
      var nodes = new TreeMap<Integer, Integer>();
      int root = 0;
      for (int step = 0; step < 5_000; step++) {
        int node = random.nextInt(1, NODES + 1);
        int key = node * 7_919 % 10_007;
        if (nodes.remove(key) != null) {
          root = heap.remove(root, node);
        } else if (random.nextInt(3) > 0) {
          nodes.put(key, node);
          root = heap.add(root, node, key);
        } else if (root != 0) {
          nodes.remove(nodes.firstKey());
          root = heap.remove(root, root);
        }
        assertEquals(nodes.isEmpty() ? 0 : nodes.firstEntry().getValue(), root, "seed " + seed);
      }
    }
    assertTrue(heap.inspections() > 0);
  }
}
