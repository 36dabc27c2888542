package org.heaplab.allocators.mechanism.tagged;

import java.util.function.IntUnaryOperator;
import org.heaplab.allocators.mechanism.BlockLists;
import org.heaplab.allocators.mechanism.BoundaryTags;

/// Free blocks in lists by size class, the block freed last first. Classes are numbered in the
/// order of their sizes, and each holds a range of them.
///
/// All but searching a list takes constant time.
public final class ClassLists implements FreeBlocks {
  private final BoundaryTags tags;
  private final BlockLists lists;
  private final IntUnaryOperator classOf;
  private long inspections;

  /// @param classes how many
  /// @param classOf the class of a size in units
  public ClassLists(TaggedBlocks blocks, int classes, IntUnaryOperator classOf) {
    this.tags = blocks.tags();
    this.lists = new BlockLists(blocks.linkBase(), classes);
    this.classOf = classOf;
  }

  /// The first block of the first class from this one on that has one, or 0.
  public int firstFrom(int sizeClass) {
    int occupied = lists.occupiedFrom(sizeClass);
    if (occupied < 0) return 0;
    inspections++;
    return lists.first(occupied);
  }

  /// The first block of a class that has at least this size, or 0.
  public int firstAtLeast(int sizeClass, int size) {
    int block = lists.first(sizeClass);
    while (block != 0) {
      inspections++;
      if (tags.size(block) >= size) return block;
      block = lists.next(block);
    }
    return 0;
  }

  @Override
  public void insert(int block) {
    lists.addFirst(classOf(block), block);
  }

  @Override
  public void remove(int block) {
    lists.remove(classOf(block), block);
  }

  private int classOf(int block) {
    return classOf.applyAsInt(tags.size(block));
  }

  @Override
  public long inspections() {
    return inspections;
  }
}
