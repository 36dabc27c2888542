package org.heaplab.allocators.buddy;

import org.heaplab.allocators.HeapVisitor;

/// What a buddy system remembers of each block: its order and whether it is used, in one byte, the
/// tag. A free needs it to know how large the block is and whether the buddy is free. Where tags
/// lie is up to the heap: in a header before each block ([HeaderTags]), or in a table S(address)
/// beside the blocks ([TableTags]).
///
/// ```text
///     7       6         5                 0
///     ├───────┼─────────┼─────────────────┤
///     │ used  │ shifted │ order + 1       │   0: no block starts here
///     └───────┴─────────┴─────────────────┘
/// ```
///
/// The payload of a *shifted* block does not begin where the others' do: its client asked for an
/// alignment that blocks do not have by themselves.
///
/// Blocks are numbered by their start in units. All but [#isUsedAt] may only be asked for a unit at
/// which a block starts.
interface BuddyTags {
  int USED = 0x80;
  int SHIFTED = 0x40;
  int ORDER = 0x3F;

  /// Bytes of a block that are the tag's.
  int headerBytes();

  /// The tag of the block that starts at a unit.
  int get(long block);

  void set(long block, int tag);

  /// Whether a used block that is not shifted starts at any unit.
  boolean isUsedAt(long unit);

  /// Whether there is memory for the tag, the block's own bytes aside.
  boolean isCommitted(long block);

  /// @return false when the limit leaves no memory for it
  boolean commit(long block);

  /// Gives back what lies beside the blocks for some units, but not what others need.
  void release(long from, long end);

  /// Shows what lies beside the blocks, for the first units.
  void walk(long units, HeapVisitor visitor);

  default int order(long block) {
    return (get(block) & ORDER) - 1;
  }

  default boolean isFree(long block, int order) {
    return get(block) == order + 1;
  }

  default void setFree(long block, int order) {
    set(block, order + 1);
  }

  default void setUsed(long block, int order) {
    set(block, order + 1 | USED);
  }

  /// Notes that no block starts here any more.
  default void clear(long block) {
    set(block, 0);
  }
}
