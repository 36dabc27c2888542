package org.heaplab.allocators;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.RandomOperations.Op;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Every subject beside the interval model, with patterns in every block and a whole verification
/// after every operation. `-Dheaplab.seeds=N` tries N seeds instead of a few; a failure prints its
/// seed and the shortest list of operations that still fails.
@ParameterizedClass(name = "{0}")
@MethodSource("subjects")
final class DifferentialTest {
  private static final long SEEDS = Long.getLong("heaplab.seeds", 2);

  @Parameter ConfiguredAllocator subject;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return CatalogueVariants.all();
  }

  @Test
  void agreesWithTheModelOnSmallBlocks() {
    for (long seed = 0; seed < SEEDS; seed++) check(seed, 1_000, 256, CatalogueVariants.ROOMY);
  }

  @Test
  void agreesWithTheModelOnBlocksOfManyPages() {
    for (long seed = 0; seed < SEEDS; seed++) check(seed, 700, 1 << 16, CatalogueVariants.ROOMY);
  }

  @Test
  void agreesWithTheModelInHeapsOfAFewPages() {
    CatalogueVariants.assumeCan(subject, Capability.LIMITS);
    for (long seed = 0; seed < 6 * SEEDS; seed++) {
      check(seed, 400, 1 << 12, (2 + seed % 20 * 3) * Backing.PAGE_BYTES);
    }
  }

  private void check(long seed, int count, int largest, long limitBytes) {
    List<Op> operations = RandomOperations.generate(seed, count, largest);
    RuntimeException broken = broken(operations, limitBytes);
    if (broken == null) return;
    List<Op> shortest = RandomOperations.shrink(operations, l -> broken(l, limitBytes) != null);
    fail(
        "%s, seed %d, limit %d, %s%nshortest: %s"
            .formatted(subject.name(), seed, limitBytes, broken, shortest),
        broken);
  }

  private RuntimeException broken(List<Op> operations, long limitBytes) {
    try (var heap = CatalogueVariants.checked(subject, limitBytes)) {
      RandomOperations.replay(heap, operations, heap::verify);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
