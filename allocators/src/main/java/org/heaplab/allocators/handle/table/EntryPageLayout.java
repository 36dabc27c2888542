package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Memory;

/// The descriptor of a page of entries.
///
/// ```text
///     0         2         4         6         8                   12                  16
///     ├─────────┼─────────┼─────────┼─────────┼─┬─────────────────┼───────────────────┤
///     │ free    │ used    │ fresh   │         │p│ epoch           │ pack              │
///     └─────────┴─────────┴─────────┴─────────┴─┴─────────────────┴───────────────────┘
///       free: offset of the first entry on the page's free list, plus 1, or 0
///       fresh: entries from this offset on were never used in this epoch
///       p: whether the page is packed; then pack is the place of its pack
///       epoch: grows by one each time all entries of the page have become free
/// ```
///
/// The offset of an entry in its page is counted in pairs of bytes, like its index.
public final class EntryPageLayout {
  static final int LOG_DESCRIPTOR_BYTES = 4;
  public static final int DESCRIPTOR_BYTES = 1 << LOG_DESCRIPTOR_BYTES;
  private static final int FREE = 0;
  private static final int USED = 2;
  private static final int FRESH = 4;
  private static final int EPOCH = 8;
  private static final int PACK = 12;

  /// No epoch has this bit, so a handle is never of a packed page at first sight.
  private static final int PACKED = 1 << 31;

  private EntryPageLayout() {}

  public static int free(long descriptor) {
    return Memory.getChar(descriptor + FREE);
  }

  static void setFree(long descriptor, int free) {
    Memory.putChar(descriptor + FREE, free);
  }

  public static int used(long descriptor) {
    return Memory.getChar(descriptor + USED);
  }

  public static void setUsed(long descriptor, int used) {
    Memory.putChar(descriptor + USED, used);
  }

  public static int fresh(long descriptor) {
    return Memory.getChar(descriptor + FRESH);
  }

  public static void setFresh(long descriptor, int fresh) {
    Memory.putChar(descriptor + FRESH, fresh);
  }

  public static int epoch(long descriptor) {
    return Memory.getInt(descriptor + EPOCH) & ~PACKED;
  }

  /// Begins an epoch. The page is not packed then.
  public static void setEpoch(long descriptor, int epoch) {
    Memory.putInt(descriptor + EPOCH, epoch);
  }

  /// Whether a page is in an epoch, and not packed.
  static boolean isOpen(long descriptor, int epoch) {
    return Memory.getInt(descriptor + EPOCH) == epoch;
  }

  /// Whether a page is in an epoch, and packed.
  static boolean isPacked(long descriptor, int epoch) {
    return Memory.getInt(descriptor + EPOCH) == (epoch | PACKED);
  }

  public static boolean isPacked(long descriptor) {
    return Memory.getInt(descriptor + EPOCH) < 0;
  }

  static void setPacked(long descriptor) {
    Memory.putInt(descriptor + EPOCH, Memory.getInt(descriptor + EPOCH) | PACKED);
  }

  public static int pack(long descriptor) {
    return Memory.getInt(descriptor + PACK);
  }

  static void setPack(long descriptor, int place) {
    Memory.putInt(descriptor + PACK, place);
  }
}
