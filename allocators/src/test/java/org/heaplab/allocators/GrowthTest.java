package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.options.Specification;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How the cost of malloc and free grows with the number of blocks, counted in what they look at
/// and not in time: from 10³ to 10⁶ live blocks.
///
/// The heap is one in which a search finds nothing: half of the blocks are free, all of them of one
/// size, and requests are a little larger or do not fit what the heap last grew by.
final class GrowthTest {
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;

  private static final long HOLE = 264;
  private static final long WALL = 24;
  private static final long[] REQUESTS = {280, 5_000};

  private static final int PAIRS = 20;

  /// Twenty times log₂ of a million: an operation of a tree goes down it a few times.
  private static final double LOGARITHMIC = 400;

  /// Options that have nothing to do with searches.
  private static final List<String> IRRELEVANT =
      List.of("align", "header", "period", "step", "trim");

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all()
        .filter(subject -> Collections.disjoint(optionsOf(subject), IRRELEVANT))
        .filter(subject -> counts(subject.getPayload()));
  }

  private static List<String> optionsOf(Named<ConfiguredAllocator> subject) {
    return Specification.of(subject.getName()).settings().stream()
        .map(setting -> setting.substring(0, setting.indexOf('=')))
        .toList();
  }

  private static boolean counts(ConfiguredAllocator subject) {
    try (HandleAllocator heap = subject.create(CatalogueVariants.ROOMY)) {
      return heap.inspections() >= 0;
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void anOperationLooksAtFewBlocksOrTheCatalogueSaysSo(ConfiguredAllocator subject) {
    double few = inspectionsPerPair(subject, FEW);
    double many = inspectionsPerPair(subject, MANY);
    String counted = subject.name() + " looks at " + few + " and " + many + " blocks";
    if (subject.entry().has(Capability.SCALES)) assertTrue(many < LOGARITHMIC, counted);
    else assertTrue(many > 100 * Math.max(few, 1), counted);
  }

  /// Of a malloc and its free.
  private static double inspectionsPerPair(ConfiguredAllocator subject, int blocks) {
    try (HandleAllocator heap = subject.create(Long.MAX_VALUE)) {
      long[] holes = new long[blocks / 2];
      for (int i = 0; i < holes.length; i++) {
        holes[i] = heap.malloc(HOLE);
        heap.malloc(WALL);
      }
      for (long hole : holes) heap.free(hole);
      // Ends what was deferred.
      heap.free(heap.malloc(REQUESTS[1]));
      double most = 0;
      for (long request : REQUESTS) most = Math.max(most, inspectionsPerPair(heap, request));
      return most;
    }
  }

  private static double inspectionsPerPair(HandleAllocator heap, long request) {
    long before = heap.inspections();
    long[] blocks = new long[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      blocks[i] = heap.malloc(request);
      assertNotEquals(NULL, blocks[i]);
    }
    for (long block : blocks) heap.free(block);
    return (double) (heap.inspections() - before) / PAIRS;
  }
}
