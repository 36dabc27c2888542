package org.heaplab.allocators.buddy;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Tags in a table beside the blocks, a byte for each unit. Blocks lose no bytes and keep their
/// alignment. A free reads the tag in another cache line than the client's.
///
/// ```text
///    blocks   │ used          │ free  │ used  │
///    table    │ U 2 │ – │ – │ – │ 1 │ – │ U 1 │ – │
/// ```
///
/// Committed are the pages in which the tag of a block lies.
final class TableTags implements BuddyTags {
  private final Backing backing;
  private final long base;
  private final boolean counts;

  /// @param base address of the first tag, at a page's start
  /// @param counts whether they are shown as the heap's
  TableTags(Backing backing, long base, boolean counts) {
    this.backing = backing;
    this.base = base;
    this.counts = counts;
  }

  @Override
  public int headerBytes() {
    return 0;
  }

  @Override
  public int get(long block) {
    return Byte.toUnsignedInt(Memory.getByte(base + block));
  }

  @Override
  public void set(long block, int tag) {
    Memory.putByte(base + block, (byte) tag);
  }

  @Override
  public boolean isUsedAt(long unit) {
    return isCommitted(unit) && (get(unit) & (USED | SHIFTED)) == USED;
  }

  @Override
  public boolean isCommitted(long block) {
    return backing.isCommittedAt(base + block);
  }

  @Override
  public boolean commit(long block) {
    return backing.commit(base + block, 1);
  }

  @Override
  public void release(long from, long end) {
    backing.release(base + from, end - from);
  }

  @Override
  public void walk(long units, HeapVisitor visitor) {
    if (!counts) return;
    long bytes = Alignment.up(units, Backing.PAGE_BYTES);
    visitor.area("tags", base, bytes);
    visitor.metadata(base, bytes, backing.committedBytes(base, bytes));
  }
}
