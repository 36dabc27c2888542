package org.heaplab.measure;

import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.workloads.Operation;

/// The program that a trace was recorded from, as far as its heap can tell: it holds a handle for
/// each slot and does one record after the other. Subclasses differ in what they do with a block
/// besides allocating and freeing it.
abstract class Client {
  /// One byte is written in every stretch of this many: a cache line.
  static final int WRITE_STRIDE = 64;

  private static final int LOG_MAX_ALIGNMENT = Long.numberOfTrailingZeros(Heap.MAX_ALIGNMENT);

  /// What a client works on.
  ///
  /// @param writes whether it writes into its blocks; it must not where their content is checked
  record Setting(ReplayFile.View trace, HandleAllocator heap, SlotTable slots, boolean writes) {}

  protected final HandleAllocator heap;
  protected final SlotTable slots;

  /// Where the trace's records lie.
  private final long records;

  Client(Setting setting) {
    this.heap = setting.heap();
    this.slots = setting.slots();
    this.records = setting.trace().operations().address();
  }

  /// A client that holds locks as the mode says.
  static Client of(LockMode mode, Setting setting) {
    return switch (mode) {
      case LockMode.Touch _ -> new TouchingClient(setting);
      case LockMode.None _ -> new PlainClient(setting);
      case LockMode.Hold hold -> new HoldingClient(setting, hold);
      case LockMode.Recorded _ -> new RecordedClient(setting);
    };
  }

  /// Does the records from one index up to, and not including, another.
  ///
  /// @return the index of the record that the heap refused, or `end`
  final long run(long start, long end) {
    for (long record = start; record < end; record++) {
      if (!step(record)) return record;
    }
    return end;
  }

  /// @return false when the heap refused the request; the record has then had no effect
  final boolean step(long record) {
    long at = records + (record << Operation.LOG_BYTES);
    int slot = Memory.getInt(at + Operation.SLOT);
    return switch (Memory.getByte(at + Operation.KIND)) {
      case Operation.MALLOC ->
          malloc(
              slot,
              Memory.getLong(at + Operation.SIZE),
              Memory.getByte(at + Operation.LOG_ALIGNMENT));
      case Operation.FREE -> free(slot);
      case Operation.REALLOC -> realloc(slot, Memory.getLong(at + Operation.SIZE));
      case Operation.LOCK -> lock(slot);
      case Operation.UNLOCK -> unlock(slot);
      case Operation.ACCESS -> access(slot, Memory.getLong(at + Operation.SIZE));
      default -> true;
    };
  }

  private boolean malloc(int slot, long size, int logAlignment) {
    long handle =
        logAlignment == Operation.DEFAULT_LOG_ALIGNMENT
            ? heap.malloc(size)
            : heap.malloc(size, 1L << Math.min(logAlignment, LOG_MAX_ALIGNMENT));
    if (handle == Heap.NULL) return false;
    slots.put(slot, handle, size);
    allocated(slot, handle, size);
    return true;
  }

  private boolean free(int slot) {
    long handle = slots.handle(slot);
    freeing(slot, handle);
    heap.free(handle);
    slots.remove(slot);
    return true;
  }

  /// Resizes the block; overridden where it may be locked.
  boolean realloc(int slot, long size) {
    long old = slots.size(slot);
    long handle = heap.realloc(slots.handle(slot), size);
    if (handle == Heap.NULL) return false;
    slots.put(slot, handle, size);
    resized(slot, handle, old, size);
    return true;
  }

  /// The slot has just been filled.
  void allocated(int slot, long handle, long size) {}

  /// The block has just been resized.
  void resized(int slot, long handle, long oldSize, long size) {}

  /// The block is about to be freed.
  void freeing(int slot, long handle) {}

  boolean lock(int slot) {
    return true;
  }

  boolean unlock(int slot) {
    return true;
  }

  /// @param access as [Operation#ACCESS] packs it
  boolean access(int slot, long access) {
    return true;
  }

  /// Writes a byte into every cache line of the block's bytes from `start` to `end`, and the last
  /// one, which dirties every page that they touch.
  static void write(long address, long start, long end) {
    long first = (start + WRITE_STRIDE - 1) & -WRITE_STRIDE;
    for (long at = first; at < end; at += WRITE_STRIDE) Memory.putByte(address + at, (byte) 1);
    if (end > start) Memory.putByte(address + end - 1, (byte) 1);
  }

  /// Does a recorded load or store, or the part of it that lies in the block.
  static void touch(long address, long size, long access) {
    long offset = access >>> 8;
    if (offset >= size) return;
    if ((access & 1) == 0) {
      loaded(Memory.getByte(address + offset));
    } else {
      Memory.putByte(address + offset, (byte) 1);
    }
  }

  /// Keeps the compiler from dropping a load whose value nobody needs.
  private static void loaded(byte value) {
    if (value == Byte.MIN_VALUE) Thread.onSpinWait();
  }
}
