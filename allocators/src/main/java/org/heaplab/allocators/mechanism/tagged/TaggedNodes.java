package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.BoundaryTags;
import org.heaplab.allocators.mechanism.Links;

/// What a tree or a bucket reads of a free block of [TaggedBlocks]: the size in its tag, and two
/// links in its payload. A block has the same number for both.
///
/// ```text
///     tag                      payload
///     ├───────────────────────┤├───────────┬───────────┤
///     │ size                  ││ one       │ other     │
///     └───────────────────────┘└───────────┴───────────┘
/// ```
///
/// @param tagBase address of the tag of block 0
/// @param linkBase address of the payload of block 0
record TaggedNodes(long tagBase, long linkBase) {
  static final long ONE = Links.ONE;
  static final long OTHER = Links.OTHER;

  private static long offset(int block) {
    return (long) block << TaggedBlocks.LOG_UNIT_BYTES;
  }

  int size(int block) {
    return BoundaryTags.sizeAt(tagBase + offset(block));
  }

  /// Address of a link.
  long at(int block, long which) {
    return linkBase + offset(block) + which;
  }

  int get(int block, long which) {
    return Memory.getInt(at(block, which));
  }

  void set(int block, long which, int target) {
    Memory.putInt(at(block, which), target);
  }
}
