package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One decoded operation: 16 bytes, little-endian, the same for the replays written in Java and in
/// C.
///
/// ```text
///     0               4       5       6       8                               16
///     ├───────────────┼───────┼───────┼───────┼───────────────────────────────┤
///     │ slot          │ kind  │ log₂  │ thread│ size                          │
///     │               │       │ align │       │                               │
///     └───────────────┴───────┴───────┴───────┴───────────────────────────────┘
/// ```
///
/// A slot is the number of a live block; it is free for another block once its block is freed. What
/// `size` holds depends on the kind.
public final class Operation {
  public static final int LOG_BYTES = 4;
  public static final int BYTES = 1 << LOG_BYTES;

  /// The log₂ of the alignment of a request that asks for none: 8 bytes.
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

  /// Time passes. slot: 0; size: nanoseconds since the recording began.
  public static final byte TIME = 7;

  /// Says of the malloc or realloc that comes right after it, in the same slot, how many of its
  /// bytes the program touched while it had that size. size: so many, at most the bytes requested,
  /// taken to be the first ones. Only requests of at least [TraceBuilder#LARGE_BYTES] have it, and
  /// only where the recorder knew.
  public static final byte TOUCHED = 8;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /// Where in an operation its slot lies, in bytes, and so on.
  public static final int SLOT = 0;

  public static final int KIND = 4;
  public static final int LOG_ALIGNMENT = 5;
  public static final int THREAD = 6;
  public static final int SIZE = 8;

  private Operation() {}

  /// Whether an operation of this kind is one that counts: a malloc, free or realloc.
  public static boolean counts(byte kind) {
    return kind <= REALLOC;
  }

  /// Whether the trace knows how many bytes of the malloc or realloc with this index were touched.
  public static boolean knowsTouched(MemorySegment operations, long index) {
    return index > 0 && kind(operations, index - 1) == TOUCHED;
  }

  /// How many of its first bytes the program touched of the malloc or realloc with this index: all
  /// of them where the trace does not know.
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

  static void set(
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
