package org.heaplab.allocators.moving;

import java.util.Map;
import java.util.function.IntConsumer;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.PageSupply;

/// Blocks that are larger than what a scheme moves: each is a run of whole pages, which stays where
/// it is. The pages of a hole between two of them are given back, and the addresses are plenty, so
/// there is nothing to gain by moving one.
///
/// Allocating costs what a [PageSupply] costs.
final class LargeRuns {
  private final PageSupply supply;
  private final IndirectionTable table;

  LargeRuns(PageSupply supply, IndirectionTable table) {
    this.supply = supply;
    this.table = table;
  }

  /// @param boundary the alignment, at most a page
  /// @return a handle, or [Heap#NULL] when there is no room or no memory
  long allocate(long size, long boundary) {
    if (!table.prepare()) return Heap.NULL;
    int run = supply.allocate(pages(size));
    return run == 0 ? Heap.NULL : table.add(supply.address(run), boundary, true);
  }

  void free(long handle) {
    supply.release(run(handle));
    table.remove(handle);
  }

  /// Changes the number of pages where the run is.
  ///
  /// @return false when there is no room or no memory for more
  boolean resize(long handle, long size) {
    int run = run(handle);
    int pages = pages(size);
    int old = supply.size(run);
    if (pages < old) supply.shrink(run, pages);
    return pages <= old || supply.grow(run, pages);
  }

  long usableSize(long handle) {
    return PageSupply.bytes(supply.size(run(handle)));
  }

  private int run(long handle) {
    return (int) supply.pageAt(table.address(handle));
  }

  private static int pages(long size) {
    return (int) (Backing.wholePages(Math.max(size, 1)) >>> Backing.LOG_PAGE_BYTES);
  }

  /// Shows all runs of the supply as one area.
  ///
  /// @param others shows a used run that is no large block
  void walk(HeapVisitor visitor, IntConsumer others) {
    Map<Long, Long> handles = table.runs();
    visitor.area("pages", supply.address(1), PageSupply.bytes(supply.top() - 1));
    for (int run = 1; run < supply.top(); run += supply.size(run)) {
      long address = supply.address(run);
      long bytes = PageSupply.bytes(supply.size(run));
      Long handle = handles.get(address);
      if (handle != null) visitor.used(handle, address, bytes, table.locks(handle));
      else if (supply.isUsed(run)) others.accept(run);
      else visitor.free(address, bytes, supply.backing().committedBytes(address, bytes));
    }
  }
}
