package org.heaplab.results.table;

/// What a stretch of a heap's addresses holds at one moment, as one character of a heap map.
///
/// ```text
///    .      nothing of it is held
///    f      free: held, and no block uses any of it
///    0 … 9  of its bytes that are used or free, so many tenths are used: 9 from nine tenths on
///    A … J  the same, and a used block there is locked
///    m      mostly metadata
/// ```
public final class MapCell {
  public static final char NOT_HELD = '.';
  public static final char FREE = 'f';
  public static final char METADATA = 'm';

  private static final int TENTHS = 10;
  private static final char LEAST_USED = '0';
  private static final char LEAST_LOCKED = 'A';

  private MapCell() {}

  /// @param used bytes of used blocks that are held
  /// @param locked those of them that are in locked blocks
  /// @param metadata bytes of metadata that are held
  /// @param free free bytes that are held
  public static char of(long used, long locked, long metadata, long free) {
    if (used + metadata + free == 0) return NOT_HELD;
    if (metadata > used + free) return METADATA;
    if (used == 0) return FREE;
    long tenths = Math.min(TENTHS - 1, TENTHS * used / (used + free));
    return (char) ((locked > 0 ? LEAST_LOCKED : LEAST_USED) + tenths);
  }

  /// Whether it is one of the characters above.
  public static boolean isKnown(char cell) {
    return cell == NOT_HELD || cell == FREE || cell == METADATA || tenths(cell) >= 0;
  }

  /// Of the bytes that are used or free, how many tenths are used, from 0 to 9.
  ///
  /// @return -1 where no block is, or metadata is most
  public static int tenths(char cell) {
    if (isBetween(cell, LEAST_USED)) return cell - LEAST_USED;
    return isLocked(cell) ? cell - LEAST_LOCKED : -1;
  }

  /// Whether a block there is locked.
  public static boolean isLocked(char cell) {
    return isBetween(cell, LEAST_LOCKED);
  }

  private static boolean isBetween(char cell, char least) {
    return cell >= least && cell < least + TENTHS;
  }

  /// All characters with their meanings.
  static String list() {
    return NOT_HELD
        + " (not held), "
        + FREE
        + " (free, but held), 0 to 9 (tenths of its used and free bytes that are used, rounded down),"
        + " A to J (the same, with a locked block), "
        + METADATA
        + " (mostly metadata)";
  }
}
