package org.heaplab.measure.replay;

import java.lang.foreign.Arena;
import org.heaplab.allocators.backing.Memory;

/// What the client holds for each slot, outside the Java heap so that the garbage collector has no
/// part in a replay.
///
/// ```text
///     ├───────────────────────────────┼───────────────────────────────┤
///     │ handle, 0: no block           │ locks (16 bits) size (48 bits)│   16 bytes a slot
///     └───────────────────────────────┴───────────────────────────────┘
/// ```
///
/// For traces in which some blocks are not written whole, there is a second table of how far each
/// of those is.
///
/// No block reaches 2^48 bytes: that is the whole address space of a process.
public final class SlotTable implements AutoCloseable {
  private static final int LOG_ENTRY_BYTES = 4;
  private static final int SIZE_WORD = 8;
  private static final int LOG_SIZE_LIMIT = 48;
  private static final long SIZE_MASK = (1L << LOG_SIZE_LIMIT) - 1;
  private static final long ONE_LOCK = 1L << LOG_SIZE_LIMIT;

  private final Arena arena = Arena.ofShared();
  private final long base;
  private final int slots;

  /// Of a slot whose block is not written whole, how many bytes are; of others, nothing.
  private final long[] written;

  /// A table of empty slots, its pages already in memory, for the replay of a trace.
  public SlotTable(ReplayFile.View trace) {
    this.slots = trace.slots();
    this.base = arena.allocate(Math.max(1L, slots) << LOG_ENTRY_BYTES, 64).address();
    this.written = new long[trace.partly() == 0 ? 0 : slots];
    clear();
  }

  public int slots() {
    return slots;
  }

  public void clear() {
    Memory.fill(base, (long) slots << LOG_ENTRY_BYTES, (byte) 0);
  }

  /// Fills a slot with a block that is not locked.
  public void put(int slot, long handle, long size) {
    long entry = entry(slot);
    Memory.putLong(entry, handle);
    Memory.putLong(entry + SIZE_WORD, size);
  }

  public void remove(int slot) {
    put(slot, 0, 0);
  }

  public long handle(int slot) {
    return Memory.getLong(entry(slot));
  }

  /// Requested bytes; 0 for an empty slot.
  public long size(int slot) {
    return Memory.getLong(entry(slot) + SIZE_WORD) & SIZE_MASK;
  }

  /// Locks the client holds on the block.
  public int locks(int slot) {
    return (int) (Memory.getLong(entry(slot) + SIZE_WORD) >>> LOG_SIZE_LIMIT);
  }

  public void addLocks(int slot, int locks) {
    long word = entry(slot) + SIZE_WORD;
    Memory.putLong(word, Memory.getLong(word) + locks * ONE_LOCK);
  }

  /// Bytes written of a block that is not written whole.
  public long written(int slot) {
    return written[slot];
  }

  public void setWritten(int slot, long bytes) {
    written[slot] = bytes;
  }

  private long entry(int slot) {
    return base + ((long) slot << LOG_ENTRY_BYTES);
  }

  @Override
  public void close() {
    arena.close();
  }
}
