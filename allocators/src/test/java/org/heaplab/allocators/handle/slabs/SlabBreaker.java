package org.heaplab.allocators.handle.slabs;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Breaks what holds of [SlabPages], by writing into its lists and descriptors. Pages are named by
/// their number.
public final class SlabBreaker {
  private final long heads;
  private final SlabGeometry geometry;
  private final SlabLists lists;

  /// @param base of the heap
  /// @param heads absolute address of the heads of the lists
  /// @param descriptors absolute address of the descriptors
  public SlabBreaker(long base, long heads, long descriptors) {
    this.heads = heads;
    this.geometry = new SlabGeometry(base, descriptors, (int) Backing.PAGE_BYTES);
    this.lists = new SlabLists(geometry, heads);
  }

  public void setCurrent(int granules, int page) {
    lists.setCurrent(granules, page + 1);
  }

  public void linkBackTo(int page, int previous) {
    SlabLayout.setPrevious(geometry.descriptorOf(page), previous + 1);
  }

  public void countOneMoreFreeSlot(int granules) {
    long least = heads + granules * SlabLists.HEAD_BYTES + SlabLists.LEAST_FREE;
    Memory.putInt(least, Memory.getInt(least) + 1);
  }

  public void loseFreeList(int page) {
    Memory.putChar(geometry.descriptorOf(page) + SlabLayout.FREE, 0);
  }

  public void unlink(int page) {
    lists.unlink(page);
  }

  public void countNoUsedSlots(int page) {
    Memory.putChar(geometry.descriptorOf(page) + SlabLayout.USED, 0);
  }

  public void takeOutOfService(int page) {
    lists.unlink(page);
    SlabLayout.setState(geometry.descriptorOf(page), SlabLayout.EVACUATING);
  }
}
