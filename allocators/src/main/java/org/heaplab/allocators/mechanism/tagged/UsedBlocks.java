package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.mechanism.BoundaryTags;

/// Finds the used block of [TaggedBlocks] that a client names by its address, or says why there is
/// none.
record UsedBlocks(TaggedBlocks blocks) {
  /// The used block with this payload. That its two tags agree is checked as well: it catches most
  /// interior addresses.
  ///
  /// @throws MisuseException when no used block has this payload
  int require(long payload, HeapEnd end) {
    BoundaryTags tags = blocks.tags();
    long block = blocks.blockAt(payload);
    if (block >= HeapEnd.FIRST_BLOCK
        && block < end.epilogue()
        && Alignment.holds(payload, TaggedBlocks.UNIT_BYTES)) {
      int found = (int) block;
      int size = tags.size(found);
      if (tags.isUsed(found)
          && size >= blocks.minUnits()
          && size <= end.epilogue() - found
          && tags.previousSize(found + size) == size) {
        return found;
      }
    }
    throw misuse(payload, end);
  }

  /// Walks the heap, which is slow, but misuse ends a program.
  private RuntimeException misuse(long payload, HeapEnd end) {
    BoundaryTags tags = blocks.tags();
    long wanted = blocks.blockAt(payload);
    boolean aligned = Alignment.holds(payload, TaggedBlocks.UNIT_BYTES);
    if (!aligned || wanted < HeapEnd.FIRST_BLOCK || wanted >= end.highestEpilogue()) {
      return new MisuseException(Kind.FOREIGN_ADDRESS, payload);
    }
    int block = HeapEnd.FIRST_BLOCK;
    while (block < end.epilogue() && tags.size(block) > 0 && block + tags.size(block) <= wanted) {
      block += tags.size(block);
    }
    if (block >= end.epilogue() || !tags.isUsed(block))
      return new MisuseException(Kind.DOUBLE_FREE, payload);
    if (block < wanted) return new MisuseException(Kind.INTERIOR_ADDRESS, payload);
    return new IllegalStateException(
        "a client wrote past the end of its block: 0x" + Long.toHexString(payload));
  }
}
