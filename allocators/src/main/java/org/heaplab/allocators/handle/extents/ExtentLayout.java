package org.heaplab.allocators.handle.extents;

import static org.heaplab.allocators.handle.pages.HeapAreas.LOG_GRANULE_BYTES;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// The header of an extent, and what a free extent holds besides. Extents are named by the granule
/// of their header, counted from the start of the extents' area.
///
/// ```text
///     63                               34 33                              3 2 1 0
///     ├──────────────────────────────────┼─────────────────────────────────┼─┼─┼─┤
///     │ index of the entry, when used    │ size in granules, header        │A│P│U│
///     │                                  │ included                        │ │ │ │
///     └──────────────────────────────────┴─────────────────────────────────┴─┴─┴─┘
///       U: in use; P: the extent before is in use
///       A: of a used extent: the payload is aligned to more than all payloads are;
///          of a free one: the pages inside it are given back
///
///     free: ├ header ┤ next, previous free extent ┤ … pages given back … ├ size ┤
/// ```
public final class ExtentLayout {
  static final long USED = 1;
  public static final long PREVIOUS_USED = 2;
  static final long ALIGNED = 4;

  /// Of a free extent: the pages inside it are given back.
  public static final long CLEAN = 4;

  public static final int HEADER_GRANULES = 1;

  /// Header, links and the size at the end.
  public static final long MIN_GRANULES = 3;

  /// Bytes at the start of a free extent that must stay committed: header and links.
  static final long FREE_HEAD_BYTES = 16;

  /// Bytes at its end that must stay committed: the size.
  static final long FREE_TAIL_BYTES = 8;

  private static final long ORIGIN = HeapAreas.EXTENTS >>> LOG_GRANULE_BYTES;

  private static final int SIZE_SHIFT = 3;
  private static final int OWNER_SHIFT = 34;
  private static final long SIZE_MASK = (1L << (OWNER_SHIFT - SIZE_SHIFT)) - 1;
  public static final long MAX_GRANULES = SIZE_MASK;

  private static final int NEXT = 8;
  private static final int PREVIOUS = 12;

  private ExtentLayout() {}

  static long header(long owner, long granules, long flags) {
    return owner << OWNER_SHIFT | granules << SIZE_SHIFT | flags;
  }

  /// The header of a used extent whose size changes.
  static long resized(long header, long granules) {
    return header(owner(header), granules, usedFlags(header));
  }

  /// The header of a used extent whose block gets another entry.
  static long owned(long header, long owner) {
    return header(owner, granules(header), usedFlags(header));
  }

  private static long usedFlags(long header) {
    return header & (USED | PREVIOUS_USED | ALIGNED);
  }

  public static boolean isAligned(long header) {
    return (header & ALIGNED) != 0;
  }

  public static long granules(long header) {
    return (header >>> SIZE_SHIFT) & SIZE_MASK;
  }

  public static long owner(long header) {
    return header >>> OWNER_SHIFT;
  }

  public static boolean isUsed(long header) {
    return (header & USED) != 0;
  }

  /// @param extent where it begins, in granules from the first one
  /// @return the address of its payload, in granules from the heap's base
  public static long payloadOf(long extent) {
    return ORIGIN + extent + HEADER_GRANULES;
  }

  /// @param granule the address of its payload, in granules from the heap's base
  /// @return where the extent begins, in granules from the first one
  static long extentOf(long granule) {
    return granule - HEADER_GRANULES - ORIGIN;
  }

  /// The next extent on the free list, as granule plus 1, or 0.
  ///
  /// @param address absolute, of the header; so in the methods below
  public static long next(long address) {
    return Memory.getUnsignedInt(address + NEXT);
  }

  public static long previous(long address) {
    return Memory.getUnsignedInt(address + PREVIOUS);
  }

  static void setNext(long address, long link) {
    Memory.putInt(address + NEXT, (int) link);
  }

  static void setPrevious(long address, long link) {
    Memory.putInt(address + PREVIOUS, (int) link);
  }

  public static long bytes(long granules) {
    return granules << LOG_GRANULE_BYTES;
  }
}
