package org.heaplab.measure.replay;

import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.workloads.Operation;

/// The program that a trace was recorded from, as far as its heap can tell: it holds a handle for
/// each slot and does one record after the other. Subclasses differ in what they do with a block
/// besides allocating and freeing it.
public abstract class Client {
  /// One byte is written in every stretch of this many: a cache line.
  public static final int WRITE_STRIDE = 64;

  private static final int LOG_MAX_ALIGNMENT = Long.numberOfTrailingZeros(Heap.MAX_ALIGNMENT);

  /// What a client works on.
  ///
  /// @param writes whether it writes into its blocks; it must not where their content is checked
  public record Setting(
      ReplayFile.View trace, HandleAllocator heap, SlotTable slots, boolean writes) {}

  protected final HandleAllocator heap;
  protected final SlotTable slots;

  /// Where the trace's records lie.
  private final long records;

  public Client(Setting setting) {
    this.heap = setting.heap();
    this.slots = setting.slots();
    this.records = setting.trace().operations().address();
  }

  /// A client that holds locks as the mode says.
  public static Client of(LockMode mode, Setting setting) {
    return switch (mode) {
      case LockMode.Touch _ -> new TouchingClient(setting);
      case LockMode.None _ -> new PlainClient(setting);
      case LockMode.Hold hold -> new HoldingClient(setting, hold);
      case LockMode.Recorded _ -> new RecordedClient(setting);
      case LockMode.Inferred inferred ->
          new InferringClient(setting, InferringClient.plan(inferred, setting.trace()));
    };
  }

  /// Does the records from one index up to, and not including, another.
  ///
  /// @return the index of the record that the heap refused, or `end`
  public final long run(long start, long end) {
    for (long record = start; record < end; record++) {
      if (!step(record)) return record;
    }
    return end;
  }

  /// @return false when the heap refused the request; the record has then had no effect
  public final boolean step(long record) {
    long at = records + (record << Operation.LOG_BYTES);
    int slot = Memory.getInt(at + Operation.SLOT);
    return switch (Memory.getByte(at + Operation.KIND)) {
      case Operation.MALLOC -> malloc(at, slot, Memory.getLong(at + Operation.SIZE));
      case Operation.FREE -> free(slot);
      case Operation.REALLOC -> realloc(at, slot, Memory.getLong(at + Operation.SIZE));
      case Operation.LOCK -> lock(slot);
      case Operation.UNLOCK -> unlock(slot);
      case Operation.ACCESS -> access(slot, Memory.getLong(at + Operation.SIZE), reach(at, slot));
      case Operation.PHASE -> phase();
      case Operation.TIME -> time(Memory.getLong(at + Operation.SIZE));
      default -> true;
    };
  }

  private boolean phase() {
    heap.phase();
    return true;
  }

  private boolean time(long nanos) {
    heap.passTime(nanos);
    return true;
  }

  private boolean malloc(long at, int slot, long size) {
    int logAlignment = Memory.getByte(at + Operation.LOG_ALIGNMENT);
    if ((logAlignment & ReplayFile.PARTLY) != 0) return mallocPartly(at, slot, size);
    long handle =
        logAlignment == Operation.DEFAULT_LOG_ALIGNMENT
            ? heap.malloc(size)
            : heap.malloc(size, 1L << Math.min(logAlignment, LOG_MAX_ALIGNMENT));
    if (handle == Heap.NULL) return false;
    slots.put(slot, handle, size);
    allocated(slot, handle, size);
    return true;
  }

  private boolean mallocPartly(long at, int slot, long size) {
    int logAlignment = Memory.getByte(at + Operation.LOG_ALIGNMENT) & ~ReplayFile.PARTLY;
    long touched = touched(at);
    long handle = heap.malloc(size, 1L << Math.min(logAlignment, LOG_MAX_ALIGNMENT), touched);
    if (handle == Heap.NULL) return false;
    slots.put(slot, handle, size);
    slots.setWritten(slot, touched);
    allocated(slot, handle, touched);
    return true;
  }

  /// How far the program touched a block that is written in part.
  private static long touched(long at) {
    return Memory.getLong(at - Operation.BYTES + Operation.SIZE);
  }

  private boolean free(int slot) {
    long handle = slots.handle(slot);
    freeing(slot, handle);
    heap.free(handle);
    slots.remove(slot);
    return true;
  }

  private boolean realloc(long at, int slot, long size) {
    int flags = Memory.getByte(at + Operation.LOG_ALIGNMENT);
    if (flags == 0) return realloc(slot, size, slots.size(slot), size);
    long before = (flags & ReplayFile.WAS_PARTLY) != 0 ? slots.written(slot) : slots.size(slot);
    boolean partly = (flags & ReplayFile.PARTLY) != 0;
    long after = partly ? Math.max(touched(at), Math.min(before, size)) : size;
    if (!realloc(slot, size, before, after)) return false;
    if (partly) slots.setWritten(slot, after);
    return true;
  }

  /// Resizes the block; overridden where it may be locked.
  ///
  /// @param before how many of its bytes are written
  /// @param after how many of its bytes are to be, at most its new size
  public boolean realloc(int slot, long size, long before, long after) {
    long old = slots.handle(slot);
    long handle = after == size ? heap.realloc(old, size) : heap.realloc(old, size, after);
    if (handle == Heap.NULL) return false;
    slots.put(slot, handle, size);
    resized(slot, handle, before, after);
    return true;
  }

  /// How many of a block's first bytes an access may be in: those that are written.
  private long reach(long at, int slot) {
    boolean partly = (Memory.getByte(at + Operation.LOG_ALIGNMENT) & ReplayFile.PARTLY) != 0;
    return partly ? slots.written(slot) : slots.size(slot);
  }

  /// The slot has just been filled.
  ///
  /// @param bytes of the block to be written, from its start
  public void allocated(int slot, long handle, long bytes) {}

  /// The block has just been resized.
  ///
  /// @param before bytes that were written before, from its start
  /// @param after bytes that are to be written now
  public void resized(int slot, long handle, long before, long after) {}

  /// The block is about to be freed.
  public void freeing(int slot, long handle) {}

  public boolean lock(int slot) {
    return true;
  }

  public boolean unlock(int slot) {
    return true;
  }

  /// @param access as [Operation#ACCESS] packs it
  /// @param reach the block's first bytes that it may be in
  public boolean access(int slot, long access, long reach) {
    return true;
  }

  /// Writes a byte into every cache line of the block's bytes from `start` to `end`, and the last
  /// one, which dirties every page that they touch.
  public static void write(long address, long start, long end) {
    long first = (start + WRITE_STRIDE - 1) & -WRITE_STRIDE;
    for (long at = first; at < end; at += WRITE_STRIDE) Memory.putByte(address + at, (byte) 1);
    if (end > start) Memory.putByte(address + end - 1, (byte) 1);
  }

  /// Does a recorded load or store, or the part of it that lies in the block's first bytes.
  public static void touch(long address, long reach, long access) {
    long offset = access >>> 8;
    if (offset >= reach) return;
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
