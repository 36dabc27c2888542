package org.heaplab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.junit.jupiter.api.Test;

class BenchTest {
  @Test
  void refusesToRunWithAssertionsOn() {
    var error = assertThrows(IllegalStateException.class, () -> Bench.run("Pair"));
    assertEquals("benchmarks must run with assertions off: drop -ea", error.getMessage());
  }

  /// Two never give back memory, one differs only at marks of phases, and one is C.
  @Test
  void hasEveryMemberOfTheCatalogueThatCanBeBenchmarked() {
    Set<String> left =
        Catalogue.entries().stream()
            .filter(BenchTest::isHere)
            .map(Entry::name)
            .collect(Collectors.toCollection(TreeSet::new));
    left.removeAll(Bench.allocators());
    assertEquals(Set.of("bump", "ffm-arena", "glibc-trim", "nothing-c"), left);
    assertTrue(Bench.allocators().containsAll(List.of("handle", "arena", "netty-pooled", "glibc")));
  }

  private static boolean isHere(Entry entry) {
    return NativeAllocators.library(entry)
        .map(library -> library.locate() instanceof ForeignLibrary.Found)
        .orElse(true);
  }

  @Test
  void aJvmIsStartedWithTheVariablesThatAnAllocatorNeeds() {
    assertEquals(
        """
        #!/bin/sh
        export A='1'
        export B='it'\\''s'
        exec '/bin/java' "$@"
        """,
        JavaStarter.script("/bin/java", Map.of("B", "it's", "A", "1")));
  }

  @Test
  void keepsWhatTheHarnessCosts() {
    assertTrue(Bench.allocators().contains("nothing"));
  }

  @Test
  void aPopulationStaysAsLargeAsItIs() {
    try (var heap = new CountingHeap();
        var population = new Population(heap, 50, 1)) {
      assertEquals(50, heap.live());
      for (int i = 0; i < 500; i++) population.replaceOne();
      assertEquals(50, heap.live());
    }
  }

  @Test
  void drawsAreTheSameEveryTimeAndGoRound() {
    var one = new Draws(10, 1);
    var other = new Draws(10, 1);
    int first = one.size();
    int ahead = one.sizeAhead(3);
    one.advance(3);
    other.advance(3);
    assertEquals(ahead, one.size());
    assertEquals(other.slot(), one.slot());
    one.advance((1 << 16) - 3);
    assertEquals(first, one.size());
  }
}
