package org.heaplab.allocators;

/// Receives the spans of a heap from [Heap#walk]. Within one area the spans tile: each starts where
/// the one before it ended, from [#area]'s start to its end.
public interface HeapVisitor {
  /// What some bytes of a span are. Of the others no more is known than that they are free, or
  /// metadata.
  enum Part {
    /// Headers of used blocks.
    HEADERS,
    /// Entries of used blocks in a handle table.
    ENTRIES,
    /// The rest of a handle table.
    UNUSED_ENTRIES,
    /// Slots of a page that no client has.
    FREE_SLOTS,
    /// Ends of pages that are too short for a slot.
    PAGE_TAILS
  }

  /// A new area begins; the spans that follow tile it.
  ///
  /// @param name what the area holds, e.g. `blocks`, `handle table`
  /// @param address its first byte
  /// @param bytes its length
  void area(String name, long address, long bytes);

  /// In the area that began last, some bytes lie in pages that its spans show at another address
  /// too: the system has them there, and holds them once. Committed bytes of free spans count at
  /// one of the addresses only.
  ///
  /// @param bytes how many, in whole pages: what the addresses that show pages again have together
  default void shared(long bytes) {}

  /// The payload of a used block: what its client may touch, padding included, headers excluded.
  ///
  /// @param handle what the client holds: for a pointer allocator, the address
  /// @param locks how many locks it is under; zero for a pointer allocator
  void used(long handle, long address, long bytes, int locks);

  /// Of the used block shown last, some bytes lie in pages that are not committed, because its
  /// client said that it would not touch them.
  ///
  /// @param bytes how many; at least 1
  default void untouched(long bytes) {}

  /// Bytes that no block uses, links and headers that the allocator keeps in them included. Pages
  /// lying wholly inside it may have been released.
  ///
  /// @param committedBytes how many of the bytes lie in committed pages
  void free(long address, long bytes, long committedBytes);

  /// Bytes the allocator keeps for itself: headers of used blocks, tables, bitmaps.
  ///
  /// @param committedBytes how many of the bytes lie in committed pages
  void metadata(long address, long bytes, long committedBytes);

  /// Of the free bytes or metadata shown last, what some of the committed ones are. Other parts of
  /// them may follow.
  ///
  /// @param committedBytes how many
  default void part(Part part, long committedBytes) {}
}
