package org.heaplab.allocators.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.verify.HeapPicture.Area;
import org.heaplab.allocators.verify.Span.Use;

/// Checks a heap at one moment, between two calls, by what it says of its own structures and
/// through its public walk:
///
/// 1. areas do not overlap, and spans tile their area, so that no byte is shown twice;
/// 2. used spans are not empty, are aligned and have a handle of their own;
/// 3. used + committed free + committed metadata bytes = footprint, and the parts of a span are not
///    more than its committed bytes;
/// 4. lock leads from a handle to the address that the walk shows, and usable size to its bytes;
/// 5. no two free spans touch, where the heap claims [Capability#COALESCES].
///
/// Costs time and Java memory in proportion to the heap.
public final class Verifier {
  private final HandleAllocator heap;
  private final Set<Capability> capabilities;

  /// @param capabilities what the heap's catalogue entry claims
  public Verifier(HandleAllocator heap, Set<Capability> capabilities) {
    this.heap = heap;
    this.capabilities = Set.copyOf(capabilities);
  }

  /// @throws BrokenHeapException when a rule is broken
  public void verify() {
    heap.check();
    if (!capabilities.contains(Capability.COUNTS)) return;
    var picture = new HeapPicture();
    heap.walk(picture);
    areasAreDisjoint(picture.areas());
    picture.areas().forEach(Verifier::spansTile);
    usedSpansAreBlocks(picture.areas());
    spansSumToFootprint(picture.areas());
    handlesLeadToBlocks(picture.areas());
    if (capabilities.contains(Capability.COALESCES)) {
      picture.areas().forEach(Verifier::freeSpansAreCoalesced);
    }
  }

  private static void areasAreDisjoint(List<Area> areas) {
    var sorted = new ArrayList<>(areas);
    sorted.sort(Comparator.comparingLong(Area::address));
    for (int i = 1; i < sorted.size(); i++) {
      require(
          sorted.get(i - 1).end() <= sorted.get(i).address(),
          "areas must not overlap",
          sorted.get(i - 1),
          sorted.get(i));
    }
  }

  private static void spansTile(Area area) {
    long at = area.address();
    for (Span span : area.spans()) {
      require(span.address() == at, "spans must tile their area", area, span);
      require(
          span.bytes() > 0 && span.committedBytes() >= 0 && span.committedBytes() <= span.bytes(),
          "a span has at least one byte and no more committed ones than it has",
          area,
          span);
      at = span.end();
    }
    require(at == area.end(), "spans must tile their area to its end", area, at);
  }

  private static void usedSpansAreBlocks(List<Area> areas) {
    for (Area area : areas) {
      for (Span span : area.spans()) {
        if (span.use() != Use.USED) continue;
        require(
            Alignment.holds(span.address(), Heap.MIN_ALIGNMENT),
            "a block is a multiple of " + Heap.MIN_ALIGNMENT,
            area,
            span);
        require(span.handle() != Heap.NULL, "a block has a handle", area, span);
      }
    }
  }

  private void spansSumToFootprint(List<Area> areas) {
    long sum = 0;
    for (Area area : areas) {
      for (Span span : area.spans()) sum += span.committedBytes();
    }
    require(
        sum == heap.footprintBytes(),
        "the committed bytes shown must sum to the footprint",
        sum,
        heap.footprintBytes());
  }

  private void handlesLeadToBlocks(List<Area> areas) {
    for (Area area : areas) {
      for (Span span : area.spans()) {
        if (span.use() != Use.USED) continue;
        long address = heap.lock(span.handle());
        heap.unlock(span.handle());
        if (address != span.address()) handleIsItsOwn(areas, span);
        require(address == span.address(), "a handle leads to its block", span, address);
        long usable = heap.usableSize(span.handle());
        require(usable == span.bytes(), "the usable size is what the walk shows", span, usable);
      }
    }
  }

  /// Of two blocks with one handle it does not lead to both, so only a block to which its own does
  /// not lead is compared with the others.
  private static void handleIsItsOwn(List<Area> areas, Span block) {
    for (Area area : areas) {
      for (Span span : area.spans()) {
        boolean isOther = span.use() == Use.USED && span.address() != block.address();
        require(
            !isOther || span.handle() != block.handle(),
            "a block has a handle of its own",
            block,
            span);
      }
    }
  }

  private static void freeSpansAreCoalesced(Area area) {
    for (int i = 1; i < area.spans().size(); i++) {
      Span before = area.spans().get(i - 1);
      Span span = area.spans().get(i);
      require(
          before.use() != Use.FREE || span.use() != Use.FREE,
          "no two free spans touch",
          before,
          span);
    }
  }

  private static void require(boolean holds, String rule, Object first, Object second) {
    if (!holds) throw new BrokenHeapException(rule + ": " + show(first) + ", " + show(second));
  }

  private static String show(Object value) {
    return value instanceof Long number ? "0x" + Long.toHexString(number) : value.toString();
  }
}
