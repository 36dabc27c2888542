package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One decoded operation: 16 bytes, little-endian. The replays in Java and in C both read it.
///
/// ```text
///     0               4       5       6       8                               16
///     ├───────────────┼───────┼───────┼───────┼───────────────────────────────┤
///     │ slot          │ kind  │ log₂  │ thread│ size                          │
///     │               │       │ align │       │                               │
///     └───────────────┴───────┴───────┴───────┴───────────────────────────────┘
/// ```
///
/// A slot is the number of a live block. When the block is freed, another block may get the number.
/// The meaning of `size` depends on the kind.
public final class Operation {
  public static final int LOG_BYTES = 4;
  public static final int BYTES = 1 << LOG_BYTES;

  /// The log₂ of the alignment of a request that does not ask for one: 8 bytes.
  public static final int DEFAULT_LOG_ALIGNMENT = 3;

  /// size: bytes requested. The slot was free before.
  public static final byte MALLOC = 0;

  /// size: 0. The slot is free from now on.
  public static final byte FREE = 1;

  /// size: bytes requested from now on.
  public static final byte REALLOC = 2;

  /// size: 0. The block may not move until the matching unlock.
  public static final byte LOCK = 3;

  /// size: 0.
  public static final byte UNLOCK = 4;

  /// A load or store. size: the offset into the block's payload of the first byte, shifted left by
  /// 8, plus the number of bytes shifted left by 1, plus 1 for a store.
  public static final byte ACCESS = 5;

  /// A phase of the program begins. slot: 0; size: the index of its label in [Trace#phases].
  public static final byte PHASE = 6;

  /// Marks a time. slot: 0; size: nanoseconds since the recording began.
  public static final byte TIME = 7;

  /// Belongs to the malloc or realloc that comes right after it, in the same slot: how many of that
  /// request's bytes the program touched while the block had that size. size: this number, at most
  /// the bytes requested; the first bytes are taken to be the touched ones. Only requests of at
  /// least [TraceBuilder#LARGE_BYTES] have it, and only when the recorder knew the number.
  public static final byte TOUCHED = 8;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// The offsets of the slot and the other fields in an operation, in bytes.
  public static final int SLOT = 0;

  public static final int KIND = 4;
  public static final int LOG_ALIGNMENT = 5;
  public static final int THREAD = 6;
  public static final int SIZE = 8;

  private Operation() {}

  /// Whether operations of this kind count: malloc, free and realloc do.
  public static boolean counts(byte kind) {
    return kind <= REALLOC;
  }

  /// Whether the trace knows how many bytes were touched after the malloc or realloc with this
  /// index.
  public static boolean knowsTouched(MemorySegment operations, long index) {
    return index > 0 && kind(operations, index - 1) == TOUCHED;
  }

  /// How many of its first bytes the program touched after the malloc or realloc with this index;
  /// all of them when the trace does not know it.
  public static long touched(MemorySegment operations, long index) {
    return size(operations, knowsTouched(operations, index) ? index - 1 : index);
  }

  public static int slot(MemorySegment operations, long index) {
    return operations.get(INT, (index << LOG_BYTES) + SLOT);
  }

  public static byte kind(MemorySegment operations, long index) {
    return operations.get(ValueLayout.JAVA_BYTE, (index << LOG_BYTES) + KIND);
  }

  public static int logAlignment(MemorySegment operations, long index) {
    return operations.get(ValueLayout.JAVA_BYTE, (index << LOG_BYTES) + LOG_ALIGNMENT);
  }

  public static int thread(MemorySegment operations, long index) {
    return Short.toUnsignedInt(operations.get(SHORT, (index << LOG_BYTES) + THREAD));
  }

  public static long size(MemorySegment operations, long index) {
    return operations.get(LONG, (index << LOG_BYTES) + SIZE);
  }

  /// Writes the operation with an index; the fields are those of the drawing above.
  public static void set(
      MemorySegment operations,
      long index,
      int slot,
      byte kind,
      int logAlignment,
      int thread,
      long size) {
    long at = index << LOG_BYTES;
    operations.set(INT, at + SLOT, slot);
    operations.set(ValueLayout.JAVA_BYTE, at + KIND, kind);
    operations.set(ValueLayout.JAVA_BYTE, at + LOG_ALIGNMENT, (byte) logAlignment);
    operations.set(SHORT, at + THREAD, (short) thread);
    operations.set(LONG, at + SIZE, size);
  }

  static void setSize(MemorySegment operations, long index, long size) {
    operations.set(LONG, (index << LOG_BYTES) + SIZE, size);
  }

  static void copy(MemorySegment operations, long from, long to) {
    MemorySegment.copy(operations, from << LOG_BYTES, operations, to << LOG_BYTES, BYTES);
  }
}
