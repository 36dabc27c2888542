package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.backing.Memory;

/// What a tree or a bucket reads of a free block of [TaggedBlocks]: the size in its tag, and two
/// links behind it. One base serves both, so that the size and the links of a block need one
/// address between them.
///
/// ```text
///     0           4           8           12          16
///     ├───────────┼───────────┼───────────┼───────────┤
///     │ tag                   │ one       │ other     │
///     └───────────┴───────────┴───────────┴───────────┘
/// ```
///
/// @param base address of the tag of block 0
record TaggedNodes(long base) {
  static final long ONE = BoundaryTags.TAG_BYTES + Links.ONE;
  static final long OTHER = BoundaryTags.TAG_BYTES + Links.OTHER;

  private long address(int block) {
    return base + ((long) block << TaggedBlocks.LOG_UNIT_BYTES);
  }

  int size(int block) {
    return BoundaryTags.sizeAt(address(block));
  }

  /// Address of a link.
  long at(int block, long which) {
    return address(block) + which;
  }

  int get(int block, long which) {
    return Memory.getInt(at(block, which));
  }

  void set(int block, long which, int target) {
    Memory.putInt(at(block, which), target);
  }
}
