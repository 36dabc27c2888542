package org.heaplab.allocators.moving;

import java.util.SplittableRandom;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// For each size class the free slots of the span that the class allocates from, in random order: a
/// byte for each, in memory of the heap.
///
/// ```text
///    class 0   │ 17 │ 203 │ 4 │ 96 │ …      pop takes the last;
///    class 1   │ 8  │ 30  │                 push puts a slot at the end
///      ⋮                                    and swaps it with any one
/// ```
///
/// Invariant: every order of the slots in a vector is equally likely (the shuffle of Fisher & Yates
/// done as slots come, Knuth, TAOCP 2, §3.4.2). Both operations take constant time.
final class ShuffleVectors {
  /// The most slots that a span may have.
  static final int MOST_SLOTS = 256;

  private final Backing backing;
  private final long base;
  private final long bytes;
  private final int[] length;
  private final SplittableRandom random;

  /// @param base address of the vectors, at the start of a page
  ShuffleVectors(Backing backing, long base, int classes, SplittableRandom random) {
    this.backing = backing;
    this.base = base;
    this.bytes = bytesFor(classes);
    this.length = new int[classes];
    this.random = random;
  }

  /// Bytes of addresses for so many classes, in whole pages.
  static long bytesFor(int classes) {
    return Backing.wholePages((long) classes * MOST_SLOTS);
  }

  /// Commits the vectors.
  ///
  /// @return false when there is no memory for them
  boolean prepare() {
    return backing.commit(base, bytes);
  }

  boolean isEmpty(int sizeClass) {
    return length[sizeClass] == 0;
  }

  void push(int sizeClass, int slot) {
    int last = length[sizeClass]++;
    long other = at(sizeClass, random.nextInt(last + 1));
    Memory.putByte(at(sizeClass, last), Memory.getByte(other));
    Memory.putByte(other, (byte) slot);
  }

  /// Takes a slot from a vector that has one.
  int pop(int sizeClass) {
    return Memory.getByte(at(sizeClass, --length[sizeClass])) & 0xFF;
  }

  void clear(int sizeClass) {
    length[sizeClass] = 0;
  }

  /// Shows the vectors as an area of their own.
  void walk(HeapVisitor visitor) {
    visitor.area("shuffle vectors", base, bytes);
    visitor.metadata(base, bytes, backing.committedBytes(base, bytes));
  }

  private long at(int sizeClass, int index) {
    return base + (long) sizeClass * MOST_SLOTS + index;
  }
}
