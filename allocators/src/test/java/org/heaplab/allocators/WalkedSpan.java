package org.heaplab.allocators;

import java.util.ArrayList;
import java.util.List;

/// A span of a heap as the walk shows it.
///
/// @param what `used`, `free`, `metadata`, or the name of an area that begins
/// @param more locks of a block, or committed bytes
record WalkedSpan(String what, long handle, long address, long bytes, long more) {
  /// All that the walk shows.
  static List<WalkedSpan> of(Heap heap) {
    var spans = new ArrayList<WalkedSpan>();
    heap.walk(
        new HeapVisitor() {
          @Override
          public void area(String name, long address, long bytes) {
            spans.add(new WalkedSpan(name, 0, address, bytes, 0));
          }

          @Override
          public void used(long handle, long address, long bytes, int locks) {
            spans.add(new WalkedSpan("used", handle, address, bytes, locks));
          }

          @Override
          public void free(long address, long bytes, long committedBytes) {
            spans.add(new WalkedSpan("free", 0, address, bytes, committedBytes));
          }

          @Override
          public void metadata(long address, long bytes, long committedBytes) {
            spans.add(new WalkedSpan("metadata", 0, address, bytes, committedBytes));
          }
        });
    return spans;
  }
}
