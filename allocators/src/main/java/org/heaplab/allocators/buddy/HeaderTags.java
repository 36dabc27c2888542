package org.heaplab.allocators.buddy;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Tags in a header before each block. A free finds the tag beside the client's bytes, and each
/// block is 8 bytes smaller than its size says: a request of a power of two bytes takes a block of
/// twice that.
///
/// ```text
///     63                        8 7     0
///     ├──────────────────────────┼───────┤
///     │ the block's own number   │ tag   │
///     └──────────────────────────┴───────┘
/// ```
///
/// The number tells a header from other bytes, unless a client makes bytes that look like one.
final class HeaderTags implements BuddyTags {
  static final int BYTES = 8;

  private static final int LOG_TAGS = 8;
  private static final int TAG = (1 << LOG_TAGS) - 1;

  private final Backing backing;
  private final BuddyGrid grid;

  HeaderTags(Backing backing, BuddyGrid grid) {
    this.backing = backing;
    this.grid = grid;
  }

  @Override
  public int headerBytes() {
    return BYTES;
  }

  @Override
  public int get(long block) {
    return (int) Memory.getLong(grid.address(block)) & TAG;
  }

  @Override
  public void set(long block, int tag) {
    Memory.putLong(grid.address(block), block << LOG_TAGS | tag);
  }

  @Override
  public boolean isUsedAt(long unit) {
    long address = grid.address(unit);
    if (!backing.isCommittedAt(address)) return false;
    long header = Memory.getLong(address);
    return header >>> LOG_TAGS == unit && (header & (USED | SHIFTED)) == USED;
  }

  @Override
  public boolean isCommitted(long block) {
    return true;
  }

  @Override
  public boolean commit(long block) {
    return true;
  }

  @Override
  public void release(long from, long end) {}

  @Override
  public void walk(long units, HeapVisitor visitor) {}
}
