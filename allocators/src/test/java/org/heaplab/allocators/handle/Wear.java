package org.heaplab.allocators.handle;

import static org.heaplab.allocators.Heap.NULL;

import java.util.function.LongConsumer;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.HandleTable;

/// What a new [HandleHeap] has been through before a client gets it, so that what happens once in
/// thousands of lives, or in billions, happens soon.
public enum Wear {
  NONE,

  /// The entries of the first page have had all their generations, but for the last few lives of
  /// the last entry.
  GENERATIONS,

  /// The first pages of entries have had all but their last few epochs: calls alone would take
  /// days, so the epochs are written into the table.
  EPOCHS;

  private static final int LIVES_LEFT = 20;
  private static final int EPOCHS_LEFT = 2;

  private static final int LIVES_OF_ENTRY = (1 << (EntryLayout.GENERATION_BITS - 1)) - 1;

  /// Wears a heap in which nothing was allocated yet, unless there is no room in it at all.
  ///
  /// @param issued told the last few handles that were given out and freed
  public void on(HandleAllocator heap, LongConsumer issued) {
    if (this == NONE) return;
    long first = heap.malloc(1);
    long second = heap.malloc(1);
    if (first == NULL || second == NULL) return;
    heap.free(first);
    heap.free(second);
    long step = (second - first) & EntryLayout.INDEX_MASK;
    if (this == EPOCHS) writeEpochs(heap.baseAddress() + MetadataLayout.TABLE_DESCRIPTORS);
    long entries = Backing.PAGE_BYTES / (step << EntryLayout.LOG_INDEX_BYTES);
    for (long life = entries * LIVES_OF_ENTRY - 2; life > LIVES_LEFT; life--) {
      long handle = heap.malloc(1);
      heap.free(handle);
      if (life <= 2 * LIVES_LEFT) issued.accept(handle);
    }
  }

  /// Of all pages whose descriptors share the first one's page.
  private static void writeEpochs(long descriptors) {
    long end = HeapAreas.roundUp(descriptors, Backing.PAGE_BYTES);
    for (long at = descriptors; at < end; at += HandleTable.DESCRIPTOR_BYTES) {
      Memory.putInt(at + HandleTable.EPOCH, EntryLayout.LAST_EPOCH - EPOCHS_LEFT);
    }
  }
}
