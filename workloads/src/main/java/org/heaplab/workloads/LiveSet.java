package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The blocks that are live while the operations of a trace are visited in order.
public final class LiveSet {
  private static final long FREE = -1;

  private final MemorySegment operations;
  private final long[] sizes;

  /// For each block, how many of its bytes were never touched; empty when the trace does not know
  /// it for any block.
  private final long[] untouched;

  private long bytes;
  private long untouchedBytes;
  private long blocks;

  /// Creates a set without blocks.
  public LiveSet(Trace trace) {
    operations = trace.operations();
    sizes = new long[trace.slots()];
    Arrays.fill(sizes, FREE);
    untouched = new long[trace.touchedMarks() == 0 ? 0 : trace.slots()];
  }

  /// Applies the operation with this index; all earlier ones must have been applied. Returns
  /// whether it counts: whether it is a malloc, free or realloc.
  public boolean apply(long index) {
    int slot = Operation.slot(operations, index);
    switch (Operation.kind(operations, index)) {
      case Operation.MALLOC -> {
        sizes[slot] = Operation.size(operations, index);
        bytes += sizes[slot];
        blocks++;
        noteUntouched(slot, index, 0);
      }
      case Operation.FREE -> {
        bytes -= sizes[slot];
        sizes[slot] = FREE;
        blocks--;
        forgetUntouched(slot);
      }
      case Operation.REALLOC -> {
        long touched = touched(slot);
        bytes -= sizes[slot];
        sizes[slot] = Operation.size(operations, index);
        bytes += sizes[slot];
        noteUntouched(slot, index, touched);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Bytes that were touched before a realloc stay touched if the block still has them.
  private void noteUntouched(int slot, long index, long before) {
    if (untouched.length == 0) return;
    forgetUntouched(slot);
    long size = sizes[slot];
    long touched = Math.max(Operation.touched(operations, index), Math.min(before, size));
    untouched[slot] = size - touched;
    untouchedBytes += untouched[slot];
  }

  private void forgetUntouched(int slot) {
    if (untouched.length == 0) return;
    untouchedBytes -= untouched[slot];
    untouched[slot] = 0;
  }

  /// Requested bytes of all live blocks.
  public long bytes() {
    return bytes;
  }

  /// The bytes of all live blocks that the program touched while their block had its size. If the
  /// trace does not know this for a block, all of its bytes count.
  public long touchedBytes() {
    return bytes - untouchedBytes;
  }

  /// How many blocks are live.
  public long blocks() {
    return blocks;
  }

  public boolean isLive(int slot) {
    return sizes[slot] != FREE;
  }

  /// The latest request for the live block in a slot.
  public long size(int slot) {
    return sizes[slot];
  }

  /// How many of its first bytes the program touched in the live block in a slot.
  public long touched(int slot) {
    return untouched.length == 0 ? sizes[slot] : sizes[slot] - untouched[slot];
  }

  /// Whether a slot has a live block that the program did not touch completely.
  public boolean isPartlyTouched(int slot) {
    return untouched.length > 0 && untouched[slot] > 0;
  }
}
