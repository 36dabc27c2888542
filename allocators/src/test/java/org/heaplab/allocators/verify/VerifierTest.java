package org.heaplab.allocators.verify;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.function.Consumer;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAdapter;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.baseline.Bump;
import org.junit.jupiter.api.Test;

/// Each rule of the [Verifier] finds the heap that breaks this rule and no other.
final class VerifierTest {
  /// The walk of a right heap: its first block has 8 bytes and lies behind a header at the base.
  private static void right(HeapVisitor visitor, long base) {
    visitor.area("blocks", base, 4096);
    visitor.metadata(base, 8, 8);
    visitor.used(base + 8, base + 8, 8, 0);
    visitor.free(base + 16, 4080, 4080);
    visitor.area("page bitmap", base + 8192, 4096);
    visitor.metadata(base + 8192, 4096, 4096);
  }

  @Test
  void acceptsARightHeap() {
    verify(VerifierTest::right);
  }

  @Test
  void catchesAreasThatOverlap() {
    rejects(
        "areas must not overlap",
        (visitor, base) -> {
          right(visitor, base);
          visitor.area("more", base + 4095, 1);
          visitor.free(base + 4095, 1, 0);
        });
  }

  @Test
  void catchesAGapBetweenSpans() {
    rejects(
        "spans must tile",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 8, 8);
          visitor.free(base + 16, 8176, 8176);
        });
  }

  @Test
  void catchesSpansThatEndBeforeTheirArea() {
    rejects(
        "to its end",
        (visitor, base) -> {
          visitor.area("blocks", base, 8193);
          visitor.free(base, 8192, 8192);
        });
  }

  @Test
  void catchesASpanOutsideOfAnyArea() {
    rejects("must lie in an area", (visitor, base) -> visitor.free(base, 8192, 8192));
  }

  @Test
  void catchesAnEmptyBlock() {
    rejects(
        "at least one byte",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 8, 8);
          visitor.used(base + 8, base + 8, 0, 0);
          visitor.free(base + 8, 8184, 8184);
        });
  }

  @Test
  void catchesMoreCommittedBytesThanThereAre() {
    rejects(
        "no more committed",
        (visitor, base) -> {
          visitor.area("blocks", base, 4096);
          visitor.free(base, 4096, 8192);
        });
  }

  @Test
  void catchesPartsOfMoreBytesThanAreCommitted() {
    rejects(
        "the parts of a span must sum to no more than its committed bytes",
        (visitor, base) -> {
          right(visitor, base);
          visitor.part(HeapVisitor.Part.ENTRIES, 4095);
          visitor.part(HeapVisitor.Part.UNUSED_ENTRIES, 2);
        });
  }

  @Test
  void catchesAPartOfABlock() {
    rejects(
        "the parts of a span must sum to no more than its committed bytes",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.used(base, base, 8192, 0);
          visitor.part(HeapVisitor.Part.HEADERS, 8);
        });
  }

  @Test
  void catchesABlockThatIsNotAligned() {
    rejects(
        "a multiple of 8",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 12, 12);
          visitor.used(base + 12, base + 12, 8180, 0);
        });
  }

  @Test
  void catchesTwoBlocksWithOneHandle() {
    rejects(
        "a handle of its own",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 8, 8);
          visitor.used(base + 8, base + 8, 8, 0);
          visitor.used(base + 8, base + 16, 8176, 0);
        });
  }

  @Test
  void catchesAWrongFootprint() {
    rejects(
        "sum to the footprint",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.free(base, 8192, 8191);
        });
  }

  @Test
  void catchesAHandleThatLeadsElsewhere() {
    rejects(
        "a handle leads to its block",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 16, 16);
          visitor.used(base + 8, base + 16, 8176, 0);
        });
  }

  @Test
  void catchesAWrongUsableSize() {
    rejects(
        "the usable size",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.metadata(base, 8, 8);
          visitor.used(base + 8, base + 8, 8184, 0);
        });
  }

  @Test
  void catchesFreeSpansThatTouch() {
    rejects(
        "no two free spans touch",
        (visitor, base) -> {
          visitor.area("blocks", base, 8192);
          visitor.free(base, 4096, 4096);
          visitor.free(base + 4096, 4096, 4096);
        });
  }

  /// Something that draws a heap whose first byte is at an address.
  private interface Drawing {
    void draw(HeapVisitor visitor, long base);
  }

  private static void rejects(String rule, Drawing drawing) {
    var broken = assertThrows(BrokenHeapException.class, () -> verify(drawing));
    assertTrue(broken.getMessage().contains(rule), broken::getMessage);
  }

  /// A heap of two pages with one block of 8 bytes, which shows another walk than its own.
  private static void verify(Drawing drawing) {
    try (var bump = new Bump(1 << 20, AlignmentRule.EIGHT)) {
      bump.malloc(8);
      HandleAllocator heap = new HandleAdapter(bump);
      Consumer<HeapVisitor> walk = visitor -> drawing.draw(visitor, bump.baseAddress());
      new Verifier(new Drawn(heap, walk), EnumSet.of(Capability.COUNTS, Capability.COALESCES))
          .verify();
    }
  }
}
