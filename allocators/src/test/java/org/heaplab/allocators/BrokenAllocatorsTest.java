package org.heaplab.allocators;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.heaplab.allocators.broken.LostContents;
import org.heaplab.allocators.broken.OverlappingBlocks;
import org.heaplab.allocators.broken.WrongFootprint;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong on purpose is found, in the words of the rule that it breaks.
final class BrokenAllocatorsTest {
  static Stream<Arguments> brokenAllocators() {
    return Stream.of(
        Arguments.of(OverlappingBlocks.ENTRY, "blocks must not overlap"),
        Arguments.of(LostContents.ENTRY, "a block keeps its content"),
        Arguments.of(WrongFootprint.ENTRY, "must sum to the footprint"));
  }

  @ParameterizedTest
  @MethodSource("brokenAllocators")
  void isCaught(Entry broken, String rule) {
    try (var heap = CatalogueVariants.checked(broken.standard(), CatalogueVariants.ROOMY)) {
      var operations = RandomOperations.generate(1, 500, 256);
      var found =
          assertThrows(
              BrokenHeapException.class,
              () -> RandomOperations.replay(heap, operations, heap::verify));
      assertTrue(found.getMessage().contains(rule), found::getMessage);
    }
  }
}
