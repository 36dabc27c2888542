package org.heaplab.allocators.buddy;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.BlockLists;

/// The bytes of the blocks of a buddy system. A block is named by its first unit.
///
/// ```text
///             block ─▶ ┌──────────────────────┐       ┌──────────────────────┐  shifted
///                      │ header, if tags lie  │       │ header               │
///    usual payload ─▶  ├──────────────────────┤       ├──────────────────────┤
///                      │ client bytes; when   │       │ address of payload   │
///                      │ free, the links of   │       ├──────────────────────┤ ◀─ payload
///                      │ its list             │       │ client bytes         │
///                      └──────────────────────┘       └──────────────────────┘
/// ```
final class BuddyBlocks {
  private final Backing backing;
  private final BuddySystem system;
  private final BuddyGrid grid;
  private final BuddyTags tags;
  private final int headerBytes;

  BuddyBlocks(Backing backing, BuddySystem system, BuddyGrid grid, BuddyTags tags) {
    this.backing = backing;
    this.system = system;
    this.grid = grid;
    this.tags = tags;
    this.headerBytes = tags.headerBytes();
  }

  Backing backing() {
    return backing;
  }

  BuddySystem system() {
    return system;
  }

  BuddyTags tags() {
    return tags;
  }

  long address(long block) {
    return grid.address(block);
  }

  /// Bytes of a block.
  long bytes(int order) {
    return grid.bytes(system.size(order));
  }

  /// The order for a payload, or -1 when there can be none so large.
  int orderFor(long payloadBytes) {
    return system.orderFor(grid.unitsFor(payloadBytes + headerBytes));
  }

  /// The order of a block of at least so many bytes.
  int orderOf(long bytes) {
    return system.orderFor(grid.unitsFor(bytes));
  }

  boolean isWithinPage(long block, int order) {
    long start = grid.address(block);
    return (start ^ start + bytes(order) - 1) >>> Backing.LOG_PAGE_BYTES == 0;
  }

  /// Bytes at the start of a free block that hold its tag and links.
  long startBytes() {
    return (long) headerBytes + BlockLists.LINK_BYTES;
  }

  BlockLists freeLists() {
    long numberZero = usualPayload(0) - (1L << BlockLists.LOG_UNIT_BYTES);
    return new BlockLists(numberZero, system.orders());
  }

  /// Lists number blocks by 8 bytes, from 1 on.
  int numberOf(long block) {
    return (int) (grid.bytes(block) >>> BlockLists.LOG_UNIT_BYTES) + 1;
  }

  long blockOf(int number) {
    return grid.unitAt((Integer.toUnsignedLong(number) - 1) << BlockLists.LOG_UNIT_BYTES);
  }

  long usualPayload(long block) {
    return grid.address(block) + headerBytes;
  }

  boolean isUsed(long block) {
    return (tags.get(block) & BuddyTags.USED) != 0;
  }

  boolean isShifted(long block) {
    return (tags.get(block) & BuddyTags.SHIFTED) != 0;
  }

  /// Where the payload of a used block begins.
  long payload(long block) {
    long usual = usualPayload(block);
    return isShifted(block) ? Memory.getLong(usual) : usual;
  }

  /// Begins the payload of a used block further on than usual. What is in front of it must not look
  /// like a header.
  void shift(long block, long payload) {
    Memory.putLong(payload - Long.BYTES, 0);
    Memory.putLong(usualPayload(block), payload);
    tags.set(block, tags.get(block) | BuddyTags.SHIFTED);
  }

  /// Payload bytes of a used block.
  long usableSize(long block) {
    return grid.address(block) + bytes(tags.order(block)) - payload(block);
  }

  /// Whether a used block that is not shifted has a payload. If so, [#unitAt] is that block.
  boolean isUsualPayload(long payload) {
    long offset = payload - usualPayload(0);
    if (offset < 0) return false;
    long unit = grid.unitAt(offset);
    return grid.bytes(unit) == offset && tags.isUsedAt(unit);
  }

  /// The unit that holds a byte.
  long unitAt(long address) {
    return grid.unitAt(address - grid.origin());
  }

  void show(long block, HeapVisitor visitor) {
    long start = grid.address(block);
    if (!isUsed(block)) {
      long bytes = bytes(tags.order(block));
      visitor.free(start, bytes, backing.committedBytes(start, bytes));
      return;
    }
    long payload = payload(block);
    if (payload > start) visitor.metadata(start, payload - start, payload - start);
    if (headerBytes > 0) visitor.part(HeapVisitor.Part.HEADERS, headerBytes);
    visitor.used(payload, payload, usableSize(block), 0);
  }
}
