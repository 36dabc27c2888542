package org.heaplab.measure.fixed;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// What room a heap of fixed size has as it lies, from one walk over it.
///
/// ```text
///    ├──────┬────────┬──────┬───────────────┬╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤ limit
///    │ used │ free   │ used │ free │ not    ╎ what the limit    ╎
///    │      │        │      │      │ held   ╎ leaves            ╎
///    └──────┴────────┴──────┴──────┴────────┴╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘
///            ╰ a ───╯        ╰ b ─────────╯  the largest is the longer one
/// ```
///
/// A free span counts with its bytes in committed pages, and with as many of the others as the
/// limit lets the heap commit. The span that ends an area may grow by what the limit leaves. Free
/// blocks that touch count each by itself, as the allocator that did not coalesce them would have
/// it. What the allocator would add, a header or what rounds a size up, is not taken off.
///
/// @param freeBytes what of the limit neither used blocks nor metadata hold
/// @param largestBytes the longest piece of them
record FreeSpace(long freeBytes, long largestBytes) {
  /// A heap may mark its end by a block without payload.
  private static final long END_MARK_BYTES = 16;

  static FreeSpace of(Heap heap, long limitBytes) {
    var finder = new Finder(limitBytes - heap.footprintBytes());
    heap.walk(finder);
    finder.endArea();
    return new FreeSpace(limitBytes - finder.held, finder.largest);
  }

  /// Asks for larger and larger blocks, and frees each that is granted. The heap may compact itself
  /// for that, and is not what it was afterwards.
  ///
  /// @param guessBytes where the search begins
  /// @return the largest block that is granted, in whole pages
  static long granted(HandleAllocator heap, long limitBytes, long guessBytes) {
    long granted = 0;
    long refused = limitBytes / Backing.PAGE_BYTES + 1;
    long asked = Math.clamp(guessBytes / Backing.PAGE_BYTES, 1, refused - 1);
    for (long step = 1; granted < asked && asked < refused; step *= 2) {
      if (grants(heap, asked)) {
        granted = asked;
        asked += step;
      } else {
        refused = asked;
        asked -= step;
      }
    }
    while (refused - granted > 1) {
      long middle = granted + (refused - granted) / 2;
      if (grants(heap, middle)) granted = middle;
      else refused = middle;
    }
    return granted * Backing.PAGE_BYTES;
  }

  /// A refused request may leave pages committed that only a compaction gives back.
  private static boolean grants(HandleAllocator heap, long pages) {
    long handle = heap.malloc(pages * Backing.PAGE_BYTES);
    if (handle == Heap.NULL) heap.compact(Long.MAX_VALUE);
    else heap.free(handle);
    return handle != Heap.NULL;
  }

  private static final class Finder implements HeapVisitor {
    private final long left;
    private long held;
    private long largest;

    /// Committed bytes of the free span that ends the area so far.
    private long end;

    /// @param left bytes that the limit lets the heap commit
    Finder(long left) {
      this.left = left;
      this.largest = left;
    }

    @Override
    public void area(String name, long address, long bytes) {
      endArea();
      end = 0;
    }

    void endArea() {
      largest = Math.max(largest, end + left);
    }

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      held += bytes;
      end = 0;
    }

    @Override
    public void untouched(long bytes) {
      held -= bytes;
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      largest = Math.max(largest, Math.min(bytes, committedBytes + left));
      end = committedBytes;
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      held += committedBytes;
      if (bytes > END_MARK_BYTES) end = 0;
    }
  }
}
