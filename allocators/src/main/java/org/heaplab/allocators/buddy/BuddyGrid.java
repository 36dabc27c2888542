package org.heaplab.allocators.buddy;

/// Where the units of a buddy system lie: one after the other from an origin.
///
/// @param origin address of the first unit
/// @param logBytes the logarithm of a unit's bytes, or of a third of them
/// @param threefold whether a unit has three times so many bytes
record BuddyGrid(long origin, int logBytes, boolean threefold) {
  /// @param unitBytes a power of two, or three times one
  static BuddyGrid of(long origin, long unitBytes) {
    return new BuddyGrid(
        origin, Long.numberOfTrailingZeros(unitBytes), Long.bitCount(unitBytes) != 1);
  }

  long address(long unit) {
    return origin + bytes(unit);
  }

  /// Bytes of so many units.
  long bytes(long units) {
    return (threefold ? 3 * units : units) << logBytes;
  }

  /// Units that so many bytes need.
  long unitsFor(long bytes) {
    return unitAt(bytes - 1) + 1;
  }

  /// The unit that holds a byte.
  ///
  /// @param offset of the byte from the origin
  long unitAt(long offset) {
    long parts = offset >> logBytes;
    return threefold ? Math.floorDiv(parts, 3) : parts;
  }
}
