package org.heaplab.allocators.sequential;

import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Catalogue.Entry;
import org.heaplab.allocators.Catalogue.Options;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.Option;
import org.heaplab.allocators.index.AddressTree;
import org.heaplab.allocators.index.FreeIndex;
import org.heaplab.allocators.index.FreeList;

/// First fit: the first free block that is large enough, cut at its start. First in address order
/// finds it by a tree; with `order=lifo` and `order=fifo` the free blocks stand in a list, the one
/// freed last at its start or at its end.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5, Algorithms A and C. That address
/// order matters: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995.
///
/// The blocks are those of [SequentialHeap]. Address order costs expected O(log n) in the number of
/// free blocks, the lists O(n).
public final class FirstFit {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "first-fit",
              "sequential",
              "Knuth, The Art of Computer Programming 1, 1968",
              FirstFit::create)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(Option.choice("order", "address", "lifo", "fifo"), SequentialHeap.TRIM);

  private FirstFit() {}

  static Allocator create(long limitBytes, Options options) {
    String order = options.text("order");
    long trimBytes = options.number("trim");
    if (order.equals("address")) {
      return new SequentialHeap(
          limitBytes, FirstFit::addressOrder, AddressTree.NODE_BYTES, 0, trimBytes);
    }
    boolean lastFirst = order.equals("lifo");
    return new SequentialHeap(
        limitBytes, base -> new FreeList(base, lastFirst), FreeList.NODE_BYTES, 0, trimBytes);
  }

  private static FreeIndex addressOrder(long base) {
    return new AddressTree(base, BoundaryTags.UNIT_BYTES);
  }
}
