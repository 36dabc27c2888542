package org.heaplab.allocators.sequential;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.mechanism.AddressBuckets;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.BoundaryTagHeap;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.allocators.mechanism.PlacementPolicy;
import org.heaplab.allocators.mechanism.TaggedBlocks;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// First fit: the first free block that is large enough, cut at its start. First means the lowest
/// address; with `order=lifo` and `order=fifo` the free blocks stand in a list, the one freed last
/// at its start or at its end.
///
/// From: Knuth, *The Art of Computer Programming* 1, 1968, §2.5, Algorithms A and C. That address
/// order matters: Wilson, Johnstone, Neely & Boles, *Dynamic Storage Allocation*, 1995.
///
/// The blocks are those of a [BoundaryTagHeap]. In address order an operation costs O(log heap
/// size), in the lists O(n) in the number of free blocks.
public final class FirstFit {
  private static final Option ORDER =
      Option.choice("order", "in which order free blocks are searched", "address", "lifo", "fifo");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "first-fit",
              Family.SEQUENTIAL,
              "Knuth, The Art of Computer Programming 1, 1968",
              FirstFit::heap)
          .can(
              Capability.REUSES,
              Capability.COALESCES,
              Capability.RELEASES,
              Capability.COUNTS,
              Capability.LIMITS)
          .detects(Kind.DOUBLE_FREE, Kind.FOREIGN_ADDRESS)
          .with(ORDER, BoundaryTagHeap.TRIM, BoundaryTagHeap.STEP, AlignmentRule.OPTION);

  private FirstFit() {}

  static Allocator heap(long limitBytes, Options options) {
    AlignmentRule rule = AlignmentRule.of(options);
    if (options.is(ORDER, "address")) {
      var blocks = new TaggedBlocks(limitBytes, rule, AddressBuckets::tableBytesFor);
      return new BoundaryTagHeap(blocks, new ByAddress(blocks), options);
    }
    var blocks = new TaggedBlocks(limitBytes, rule);
    return new BoundaryTagHeap(blocks, new InList(blocks, options.is(ORDER, "lifo")), options);
  }

  /// In the order of addresses. A search of all free blocks would take too long, so they are found
  /// through the largest of each bucket.
  private static final class ByAddress implements PlacementPolicy {
    private final AddressBuckets buckets;

    ByAddress(TaggedBlocks blocks) {
      buckets = new AddressBuckets(blocks);
    }

    @Override
    public int find(int size) {
      return buckets.lowestAtLeast(size);
    }

    @Override
    public void insert(int block) {
      buckets.insert(block);
    }

    @Override
    public void remove(int block) {
      buckets.remove(block);
    }

    @Override
    public void cut(int old, int rest) {
      buckets.cut(old, rest);
    }

    @Override
    public void extend(int old, int block) {
      buckets.extend(old, block);
    }

    @Override
    public boolean resize(int end) {
      return buckets.resize(end);
    }

    @Override
    public void walk(HeapVisitor visitor) {
      buckets.walk(visitor);
    }
  }

  /// In the order in which they became free. What is left of a block that was cut stays where that
  /// was in the list; a block that has grown counts as freed once more.
  private static final class InList implements PlacementPolicy {
    private static final int LIST = 0;

    private final BoundaryTags tags;
    private final BlockLists lists;
    private final boolean lastFreedFirst;

    InList(TaggedBlocks blocks, boolean lastFreedFirst) {
      this.tags = blocks.tags();
      this.lists = new BlockLists(blocks.linkBase(), LIST + 1);
      this.lastFreedFirst = lastFreedFirst;
    }

    @Override
    public int find(int size) {
      int block = lists.first(LIST);
      while (block != 0 && tags.size(block) < size) block = lists.next(block);
      return block;
    }

    @Override
    public void insert(int block) {
      if (lastFreedFirst) lists.addFirst(LIST, block);
      else lists.addLast(LIST, block);
    }

    @Override
    public void remove(int block) {
      lists.remove(LIST, block);
    }

    @Override
    public void cut(int old, int rest) {
      lists.replace(LIST, old, rest);
    }
  }
}
