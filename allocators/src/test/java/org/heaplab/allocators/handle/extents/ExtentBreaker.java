package org.heaplab.allocators.handle.extents;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// Breaks what holds of [Extents], by writing into headers and bins. Extents are named by the
/// absolute address of their header.
public final class ExtentBreaker {
  private final long area;
  private final ExtentBins dirty;
  private final ExtentBins clean;

  /// @param base of the heap
  /// @param bins absolute address of the heads of the bins
  public ExtentBreaker(long base, long bins) {
    this.area = base + HeapAreas.EXTENTS;
    this.dirty = new ExtentBins(area, bins);
    this.clean = new ExtentBins(area, bins + ExtentBins.HEADS_BYTES);
  }

  public void grow(long extent, long bytes) {
    addToHeader(extent, ExtentLayout.header(0, bytes >> HeapAreas.LOG_GRANULE_BYTES, 0));
  }

  public void clearUsed(long extent) {
    addToHeader(extent, -ExtentLayout.USED);
  }

  public void setPreviousUsed(long extent) {
    addToHeader(extent, ExtentLayout.PREVIOUS_USED);
  }

  public void addToOwner(long extent, long more) {
    addToHeader(extent, ExtentLayout.header(more, 0, 0));
  }

  public void linkBackTo(long extent, long link) {
    ExtentLayout.setPrevious(extent, link);
  }

  public void unbin(long extent) {
    long header = Memory.getLong(extent);
    ExtentBins bins = (header & ExtentLayout.CLEAN) == 0 ? dirty : clean;
    bins.remove((extent - area) >>> HeapAreas.LOG_GRANULE_BYTES, ExtentLayout.granules(header));
  }

  /// Makes a free extent look as if it were used.
  ///
  /// @param next the extent after it
  public void use(long extent, long next) {
    unbin(extent);
    addToHeader(extent, ExtentLayout.USED);
    setPreviousUsed(next);
  }

  private static void addToHeader(long extent, long more) {
    Memory.putLong(extent, Memory.getLong(extent) + more);
  }
}
