package org.heaplab.allocators.index;

/// Numbers that look random and are always the same: the priorities of treaps.
final class Hash {
  private Hash() {}

  /// A bijection: the finalizer of MurmurHash3 (Appleby, 2008).
  static int mix(int value) {
    int hash = (value ^ value >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }
}
