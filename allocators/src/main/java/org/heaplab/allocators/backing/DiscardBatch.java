package org.heaplab.allocators.backing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Pages on their way back to the system. While a batch is open, runs of them are collected and go
/// back by one call: one call for each run costs several times as much. Where the system has no
/// such call, each run takes its own.
final class DiscardBatch {
  /// Runs that one call takes.
  static final int MOST_RUNS = 64;

  private static final int RUN_BYTES = 2 * Long.BYTES;

  /// Pairs of address and length, as `struct iovec` has them. Like the fields of a heap, they are
  /// not part of what it holds.
  private final MemorySegment runs = Arena.ofAuto().allocate(MOST_RUNS * RUN_BYTES, Long.BYTES);

  private int count;
  private long bytes;
  private boolean open;

  void begin() {
    open = true;
  }

  void end() {
    open = false;
    flush();
  }

  /// Gives a run back: at once, or with the batch.
  void discard(long address, long length) {
    if (open) add(address, length);
    else SystemCalls.discard(address, length);
  }

  void add(long address, long length) {
    if (count == MOST_RUNS) flush();
    long run = at(count++);
    Memory.putLong(run, address);
    Memory.putLong(run + Long.BYTES, length);
    bytes += length;
  }

  /// Gives back all that were collected.
  void flush() {
    if (count == 0) return;
    long left = count > 1 ? bytes - SystemCalls.discardAll(runs.address(), count) : bytes;
    for (int i = count - 1; left > 0; i--) {
      long length = Memory.getLong(at(i) + Long.BYTES);
      SystemCalls.discard(Memory.getLong(at(i)), length);
      left -= length;
    }
    count = 0;
    bytes = 0;
  }

  private long at(int run) {
    return runs.address() + (long) run * RUN_BYTES;
  }
}
