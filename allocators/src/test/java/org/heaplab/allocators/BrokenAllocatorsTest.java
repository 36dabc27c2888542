package org.heaplab.allocators;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.verify.BrokenHeapException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong on purpose is found, in the words of the rule that it breaks.
final class BrokenAllocatorsTest {
  @ParameterizedTest
  @CsvSource({
    "broken-overlap, blocks must not overlap",
    "broken-contents, a block keeps its content",
    "broken-footprint, must sum to the footprint"
  })
  void isCaught(String name, String rule) {
    var subject = Catalogue.find(name);
    try (var heap = Subjects.checked(subject, Subjects.ROOMY)) {
      var operations = RandomOperations.generate(1, 500, 256);
      var broken =
          assertThrows(
              BrokenHeapException.class,
              () -> RandomOperations.replay(heap, operations, heap::verify));
      assertTrue(broken.getMessage().contains(rule), broken::getMessage);
    }
  }
}
