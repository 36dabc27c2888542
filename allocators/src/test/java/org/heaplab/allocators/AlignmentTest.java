package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.options.Specification;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a client does, every address it sees obeys the [AlignmentRule] of the heap: on each
/// variant of each allocator that has the option, with each of its values.
@ParameterizedClass(name = "{0}")
@MethodSource("subjects")
final class AlignmentTest {
  private static final long SMALL_LIMIT = 48 * Backing.PAGE_BYTES;
  private static final int OPERATIONS = 4_000;
  private static final int OPERATIONS_PER_PHASE = 500;

  @Parameter ConfiguredAllocator subject;

  static Stream<Named<ConfiguredAllocator>> subjects() {
    return Catalogue.entries().stream()
        .filter(entry -> entry.options().contains(AlignmentRule.OPTION))
        .flatMap(AlignmentTest::variantsOf)
        .map(name -> Named.of(name, Catalogue.find(name)));
  }

  private static Stream<String> variantsOf(Entry entry) {
    String option = AlignmentRule.OPTION.name() + "=";
    return entry.variants().stream()
        .filter(variant -> !variant.contains(option))
        .flatMap(
            variant ->
                Stream.of("8", "malloc").map(value -> Specification.with(variant, option + value)));
  }

  @Test
  void everyAddressObeysTheRule() {
    for (long seed = 0; seed < 2; seed++) {
      for (int largest : new int[] {40, 300, 20_000}) {
        new Session(subject, seed, largest, CatalogueVariants.ROOMY).run();
      }
    }
  }

  @Test
  void everyAddressObeysTheRuleInAFullHeap() {
    CatalogueVariants.assumeCan(subject, Capability.LIMITS);
    for (long seed = 0; seed < 2; seed++) {
      for (int largest : new int[] {40, 2_000, 20_000}) {
        new Session(subject, seed, largest, SMALL_LIMIT).run();
      }
    }
  }

  /// A heap that meets the rule by chance would meet it for some sizes only.
  @Test
  void blocksOfEverySizeObeyTheRule() {
    try (var heap = CatalogueVariants.checked(subject, CatalogueVariants.ROOMY)) {
      for (long size = 0; size < 300; size++) {
        long grown = heap.malloc(size / 2);
        long handle = heap.malloc(size);
        assertAligned(heap, handle, subject.alignmentRule().boundary(size));
        grown = heap.realloc(grown, size);
        assertAligned(heap, grown, subject.alignmentRule().boundary(size));
      }
      heap.verify();
    }
  }

  private static void assertAligned(HandleAllocator heap, long handle, long alignment) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    assertEquals(0, address % alignment);
  }

  /// One heap, and a client that knows the alignment of each of its blocks.
  private static final class Session {
    private final ConfiguredAllocator subject;
    private final String name;
    private final SplittableRandom random;
    private final int largest;
    private final long limitBytes;

    private final List<Long> live = new ArrayList<>();
    private final List<Long> locked = new ArrayList<>();

    /// By handle.
    private final Map<Long, Long> alignments = new HashMap<>();

    Session(ConfiguredAllocator subject, long seed, int largest, long limitBytes) {
      this.subject = subject;
      this.name = subject.name() + ", seed " + seed + ", sizes to " + largest;
      this.random = new SplittableRandom(seed);
      this.largest = largest;
      this.limitBytes = limitBytes;
    }

    void run() {
      try (var heap = CatalogueVariants.checked(subject, limitBytes)) {
        int growth = 50;
        for (int i = 0; i < OPERATIONS; i++) {
          if (i % OPERATIONS_PER_PHASE == 0) {
            growth = random.nextInt(30, 80);
            heap.compact(random.nextBoolean() ? Long.MAX_VALUE : random.nextLong(1 << 16));
            heap.verify();
            checkAll(heap);
          }
          step(heap, growth);
        }
        checkAll(heap);
      }
    }

    private void step(HandleAllocator heap, int growth) {
      int dice = random.nextInt(100);
      if (dice < 20) realloc(heap);
      else if (dice < 24) lock(heap);
      else if (dice < 28) unlock(heap);
      else if (random.nextInt(100) >= growth) free(heap);
      else malloc(heap, dice < 35 ? 1L << random.nextInt(10) : 1);
    }

    private long size() {
      return random.nextLong(1L << random.nextInt(1, 33 - Integer.numberOfLeadingZeros(largest)));
    }

    private void malloc(HandleAllocator heap, long alignment) {
      long size = size();
      long handle = alignment == 1 ? heap.malloc(size) : heap.malloc(size, alignment);
      if (handle == NULL) return;
      live.add(handle);
      alignments.put(handle, Math.max(alignment, subject.alignmentRule().boundary(size)));
      check(heap, handle);
    }

    private void realloc(HandleAllocator heap) {
      if (live.isEmpty()) return;
      int at = random.nextInt(live.size());
      long old = live.get(at);
      long size = size();
      if (locked.contains(old) && !subject.entry().has(Capability.MOVES)) return;
      long resized = heap.realloc(old, size);
      if (resized == NULL) return;
      live.set(at, resized);
      alignments.remove(old);
      alignments.put(resized, subject.alignmentRule().boundary(size));
      check(heap, resized);
    }

    private void lock(HandleAllocator heap) {
      if (live.isEmpty() || locked.size() > 5) return;
      long handle = live.get(random.nextInt(live.size()));
      heap.lock(handle);
      locked.add(handle);
    }

    private void unlock(HandleAllocator heap) {
      if (!locked.isEmpty()) heap.unlock(locked.removeFirst());
    }

    private void free(HandleAllocator heap) {
      if (live.isEmpty()) return;
      int at = random.nextInt(live.size());
      long handle = live.get(at);
      if (locked.contains(handle)) return;
      heap.free(handle);
      live.set(at, live.getLast());
      live.removeLast();
      alignments.remove(handle);
    }

    private void checkAll(HandleAllocator heap) {
      for (long handle : live) check(heap, handle);
    }

    private void check(HandleAllocator heap, long handle) {
      long address = heap.lock(handle);
      heap.unlock(handle);
      long alignment = alignments.get(handle);
      assertTrue(
          address % alignment == 0,
          () -> "%s: 0x%x is not aligned to %d".formatted(name, address, alignment));
    }
  }
}
