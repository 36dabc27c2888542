package org.heaplab.allocators.collector;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// Shows blocks to a visitor of the heap. Garbage is shown as free: no client uses it.
///
/// @param references that the client holds
record BlockWalk(Backing backing, ReferenceTable references, HeapVisitor visitor) {
  /// Shows a block: header, payload and, for a large one, what its alignment leaves before the
  /// payload.
  void show(long block, long bytes) {
    int reference = BlockHeader.reference(block);
    if (!references.holds(reference)) {
      free(block, bytes);
      return;
    }
    long payload = references.payload(reference);
    visitor.metadata(block, payload - block, payload - block);
    visitor.part(HeapVisitor.Part.HEADERS, payload - block);
    visitor.used(
        references.handle(reference),
        payload,
        block + bytes - payload,
        references.locks(reference));
  }

  /// Shows bytes that belong to no block of the client, if there are any.
  void free(long address, long bytes) {
    if (bytes > 0) visitor.free(address, bytes, backing.committedBytes(address, bytes));
  }
}
