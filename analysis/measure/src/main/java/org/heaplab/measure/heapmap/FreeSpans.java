package org.heaplab.measure.heapmap;

/// How long the spans of free addresses of a heap are, and how many of their bytes are held.
///
/// Of the free bytes, those are unusable for a request that lie in spans shorter than it. Their
/// share is the unusable free space index that Linux has of its pages (Mel Gorman,
/// `unusable_free_index` in `mm/vmstat.c`), here of spans of any length. A span is as long as
/// nothing else lies in it, whatever the allocator knows of it, and pages of it that were given
/// back are part of its length. So an allocator may be able to use less than this counts, and none
/// can use more without moving a block.
final class FreeSpans {
  /// The sizes that are asked for: powers of two from 16 bytes to 1 MiB.
  static final int LOG_LEAST = 4;

  static final int LOG_MOST = 20;

  /// Held bytes of the spans that serve a request of 2 to the power of the index and no larger one;
  /// the first has those that serve none, the last those that serve all.
  private final long[] heldBytes = new long[LOG_MOST - LOG_LEAST + 2];

  private long length;
  private long held;

  /// Adds addresses behind those that were added last, or behind [#end].
  void add(long bytes, long committedBytes) {
    length += bytes;
    held += committedBytes;
  }

  /// Something that is not free follows.
  void end() {
    if (length == 0) return;
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(length);
    heldBytes[Math.clamp(log - LOG_LEAST + 1, 0, heldBytes.length - 1)] += held;
    length = 0;
    held = 0;
  }

  /// All free bytes that are held.
  long freeBytes() {
    long sum = 0;
    for (long bytes : heldBytes) sum += bytes;
    return sum;
  }

  /// Those that no request of 2^log bytes can have.
  long unusableBytes(int log) {
    long sum = 0;
    for (int i = 0; i <= log - LOG_LEAST; i++) sum += heldBytes[i];
    return sum;
  }

  /// Adds the bytes of other spans to these.
  void addAll(FreeSpans others) {
    for (int i = 0; i < heldBytes.length; i++) heldBytes[i] += others.heldBytes[i];
  }

  /// @return NaN when nothing is free
  double unusableShare(int log) {
    return (double) unusableBytes(log) / freeBytes();
  }
}
