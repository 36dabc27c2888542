package org.heaplab.allocators.handle;

import static org.heaplab.allocators.Heap.NULL;

import java.util.function.LongConsumer;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.allocators.handle.table.EntryPageLayout;

/// How much of its entries a [HandleHeap] has used up before a client gets it. In a worn heap,
/// generations or epochs run out soon, and not only after thousands or billions of calls.
public enum Wear {
  NONE,

  /// The generations of the first page of entries have run out, except the last few of one entry.
  GENERATIONS,

  /// The first pages of entries have only a few epochs left. To use the others up by calls would
  /// take days, so the epochs are written into the table.
  EPOCHS;

  private static final int LIVES_LEFT = 20;
  private static final int EPOCHS_LEFT = 2;

  private static final int LIVES_OF_ENTRY = (1 << (EntryLayout.GENERATION_BITS - 1)) - 1;

  /// Wears a heap in which nothing was allocated yet. A heap without room for two blocks stays new.
  ///
  /// @param issued gets the last few handles that were given out and freed
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

  /// Writes the epochs of all pages of entries whose descriptors are on the same page as the first.
  private static void writeEpochs(long descriptors) {
    long end = HeapAreas.roundUp(descriptors, Backing.PAGE_BYTES);
    for (long at = descriptors; at < end; at += EntryPageLayout.DESCRIPTOR_BYTES) {
      EntryPageLayout.setEpoch(at, EntryLayout.LAST_EPOCH - EPOCHS_LEFT);
    }
  }
}
