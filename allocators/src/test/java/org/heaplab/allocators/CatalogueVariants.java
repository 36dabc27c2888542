package org.heaplab.allocators;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Named;

/// Every allocator of the catalogue, and every variant of it that is worth testing.
final class CatalogueVariants {
  /// A limit that no test reaches unless it means to.
  static final long ROOMY = 64L << 20;

  private CatalogueVariants() {}

  /// All that keep the contract of blocks and can be made here.
  static Stream<Named<ConfiguredAllocator>> all() {
    return Catalogue.entries().stream()
        .filter(entry -> entry.has(Capability.STORES) && entry.unusableHere().isEmpty())
        .flatMap(entry -> entry.variants().stream())
        .map(name -> Named.of(name, Catalogue.find(name)));
  }

  /// Skips the test for a subject that lacks a capability.
  static void assumeCan(ConfiguredAllocator subject, Capability... needed) {
    assumeTrue(
        Arrays.stream(needed).allMatch(subject.entry()::has),
        () -> subject.name() + " lacks one of " + Arrays.toString(needed));
  }

  /// Skips the test for a subject that does not claim to detect a misuse.
  static void assumeDetects(ConfiguredAllocator subject, Kind kind) {
    assumeTrue(
        subject.entry().detects().contains(kind), () -> subject.name() + " does not claim " + kind);
  }

  /// A heap whose every call is checked.
  static CheckedHandleAllocator checked(ConfiguredAllocator subject, long limitBytes) {
    return new CheckedHandleAllocator(
        subject.create(limitBytes), subject.entry().capabilities(), subject.alignmentRule());
  }
}
