package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// Shows spans of which any page may be committed or not. A span without bytes is not shown.
public record CommittedWalk(Backing backing, HeapVisitor visitor) {
  /// A block of a pointer allocator; what is not committed of it is not touched.
  public void used(long address, long bytes) {
    visitor.used(address, address, bytes, 0);
    long untouched = bytes - backing.committedBytes(address, bytes);
    if (untouched > 0) visitor.untouched(untouched);
  }

  public void free(long address, long bytes) {
    if (bytes > 0) visitor.free(address, bytes, backing.committedBytes(address, bytes));
  }

  /// The end of a page that is too short for a slot.
  public void tail(long address, long bytes) {
    free(address, bytes);
    long committed = bytes == 0 ? 0 : backing.committedBytes(address, bytes);
    if (committed > 0) visitor.part(HeapVisitor.Part.PAGE_TAILS, committed);
  }

  public void metadata(long address, long bytes) {
    if (bytes > 0) visitor.metadata(address, bytes, backing.committedBytes(address, bytes));
  }

  /// An area of metadata, in whole pages.
  public void metadataArea(String name, long address, long bytes) {
    long whole = Backing.wholePages(bytes);
    visitor.area(name, address, whole);
    metadata(address, whole);
  }
}
