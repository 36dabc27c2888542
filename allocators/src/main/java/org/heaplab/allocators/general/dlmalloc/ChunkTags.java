package org.heaplab.allocators.general.dlmalloc;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.backing.Memory;

/// What stands in a chunk: a block and the head in front of it. A chunk is named by the address of
/// its head. Its last eight bytes are its client's while it is used. When it is free they hold its
/// size once more, as a foot, so that the chunk behind it finds where it begins.
///
/// ```text
///           0               8        16           24     32      40       48        size − 8
/// chunk ─▶  ├─────────┬─────┼────────┼────────────┼──────┼───────┼────────┼ ─ ─ ─ ─ ┼───────┤
///     used  │ size    │M P C│ the client's bytes …                                           │
///     free  │ size    │0 1 0│ next   │ previous   │ left │ right │ parent │         │ size  │
///           └─────────┴─────┴────────┴────────────┴──────┴───────┴────────┴ ─ ─ ─ ─ ┴───────┘
///
///     C: this chunk is used    P: the chunk before is used    M: it has pages of its own
/// ```
///
/// Only chunks in a tree have the last three links. A used chunk costs eight bytes.
///
/// Invariants:
///
/// 1. P of a chunk is C of the chunk before it; the first of a segment has it set;
/// 2. the chunks before and behind a free one are used;
/// 3. the head of a chunk that was freed has C clear, also inside a larger free chunk: links and
///    sizes, which may lie there by now, are multiples of eight.
final class ChunkTags {
  static final long HEAD_BYTES = 8;
  static final long FOOT_BYTES = 8;

  /// A free chunk has to have room for its head, two links and its foot.
  static final long MIN_BYTES = 32;

  /// Links.
  static final long NEXT = 8;

  static final long PREVIOUS = 16;
  static final long LEFT = 24;
  static final long RIGHT = 32;
  static final long PARENT = 40;

  private static final long USED = 1;
  private static final long PREVIOUS_USED = 2;
  private static final long MAPPED = 4;
  private static final long FLAGS = USED | PREVIOUS_USED | MAPPED;

  private ChunkTags() {}

  static long size(long chunk) {
    return Memory.getLong(chunk) & ~FLAGS;
  }

  static boolean isUsed(long chunk) {
    return (Memory.getLong(chunk) & USED) != 0;
  }

  static boolean isMapped(long chunk) {
    return (Memory.getLong(chunk) & MAPPED) != 0;
  }

  static boolean isPreviousUsed(long chunk) {
    return (Memory.getLong(chunk) & PREVIOUS_USED) != 0;
  }

  /// The size of the chunk before, which is free.
  static long previousSize(long chunk) {
    return Memory.getLong(chunk - FOOT_BYTES);
  }

  /// Where the client's bytes begin.
  static long payload(long chunk) {
    return chunk + HEAD_BYTES;
  }

  /// The first of two chunks that a free one is split into, and a used one from now on.
  static void setUsed(long chunk, long size) {
    Memory.putLong(chunk, size | USED | PREVIOUS_USED);
  }

  /// Makes a whole free chunk a used one.
  static void setWhollyUsed(long chunk, long size) {
    setUsed(chunk, size);
    setPreviousUsed(chunk + size);
  }

  /// Says that the chunk before is used.
  static void setPreviousUsed(long chunk) {
    Memory.putLong(chunk, Memory.getLong(chunk) | PREVIOUS_USED);
  }

  /// Sets the size of a used chunk, and nothing else.
  static void resize(long chunk, long size) {
    Memory.putLong(chunk, (Memory.getLong(chunk) & FLAGS) | size);
  }

  /// Makes a chunk with a used one before it free, and tells the one behind it.
  static void setFree(long chunk, long size) {
    long next = chunk + size;
    Memory.putLong(chunk, size | PREVIOUS_USED);
    Memory.putLong(next - FOOT_BYTES, size);
    Memory.putLong(next, Memory.getLong(next) & ~PREVIOUS_USED);
  }

  /// Makes a chunk the top. Nobody asks for its foot.
  static void setTop(long chunk, long size) {
    Memory.putLong(chunk, size | PREVIOUS_USED);
  }

  /// Notes that a chunk is no longer used and becomes the end of the one before it.
  static void setAbsorbed(long chunk) {
    Memory.putLong(chunk, Memory.getLong(chunk) & ~USED);
  }

  /// Makes a used chunk that has pages of its own.
  static void setMapped(long chunk, long size) {
    Memory.putLong(chunk, size | USED | MAPPED);
  }

  static long link(long chunk, long which) {
    return Memory.getLong(chunk + which);
  }

  static void setLink(long chunk, long which, long target) {
    Memory.putLong(chunk + which, target);
  }

  /// Shows a used chunk.
  ///
  /// @param lead bytes before its head that are the chunk's
  static void show(long chunk, long lead, HeapVisitor visitor) {
    long header = lead + HEAD_BYTES;
    visitor.metadata(chunk - lead, header, header);
    visitor.part(Part.HEADERS, header);
    visitor.used(payload(chunk), payload(chunk), size(chunk) - HEAD_BYTES, 0);
  }
}
