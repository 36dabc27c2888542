package org.heaplab.workloads.access;

import java.util.HashMap;
import java.util.Map;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.OperationSink;

/// Maps what one process does with addresses to operations on blocks: its calls of the allocator,
/// and its loads and stores.
///
/// 1. An access belongs to the live block that its first byte lies in, or else its last byte. What
///    of it lies outside of the block is left out: vector instructions read beyond strings.
/// 2. A modify, which loads and stores the same bytes in one instruction, is a store.
/// 3. An access to no live block is dropped and counted. Such are those to the stack, to global
///    variables, and those of the allocator to its own structures.
/// 4. During a realloc the block has no address, so the copying of its bytes is dropped too.
/// 5. Calls are mapped as in a recording without accesses: frees of NULL and of unknown blocks are
///    dropped, a realloc of an unknown block is a malloc, and a block is freed whose address is
///    returned again.
final class OpsMapper {
  private static final int NONE = LiveBlocks.NONE;
  private static final int UNKNOWN = NONE - 1;

  /// A trace can hold a limited number of threads. All threads beyond it share the last number.
  private static final int LAST_THREAD = 0xFFFF;

  /// An access of the trace has at most so many bytes; a larger one becomes several.
  private static final int MOST_BYTES = 64;

  private final OperationSink sink;
  private final LiveBlocks live = new LiveBlocks();

  /// The slots of the blocks that are being reallocated, by thread.
  private final Map<Integer, Integer> moving = new HashMap<>();

  private long dropped;

  OpsMapper(OperationSink sink) {
    this.sink = sink;
  }

  void access(long address, int bytes, boolean store) {
    long end = address + bytes;
    int slot = NONE;
    if (live.mayHold(address, end)) {
      slot = live.find(address);
      if (slot == NONE) slot = live.find(end - 1);
    }
    if (slot == NONE) {
      dropped++;
      return;
    }
    long start = live.start(slot);
    long last = Math.min(end, live.end(slot));
    for (long from = Math.max(address, start); from < last; from += MOST_BYTES) {
      sink.access(slot, from - start, (int) Math.min(MOST_BYTES, last - from), store);
    }
  }

  void malloc(int thread, long address, long size, int logAlignment) {
    sink.thread(Math.min(thread, LAST_THREAD));
    freeUnseen(address);
    int log = Math.max(logAlignment, Operation.DEFAULT_LOG_ALIGNMENT);
    live.add(sink.malloc(size, log), address, size);
  }

  void free(int thread, long address) {
    sink.thread(Math.min(thread, LAST_THREAD));
    int slot = address == 0 ? NONE : live.at(address);
    if (slot == NONE) {
      sink.drop(address == 0 ? Dropped.NULL_FREE : Dropped.UNKNOWN_FREE, 1);
      return;
    }
    live.remove(slot);
    sink.free(slot);
  }

  /// A realloc begins: the block gives its address up.
  void beginRealloc(int thread, long address) {
    int slot = live.at(address);
    if (slot != NONE) live.remove(slot);
    moving.put(thread, slot == NONE ? UNKNOWN : slot);
  }

  /// The realloc succeeded.
  ///
  /// @param address of the block from now on
  void endRealloc(int thread, long address, long size) {
    Integer slot = moving.remove(thread);
    if (slot == null) return;
    if (slot == UNKNOWN) {
      sink.drop(Dropped.UNKNOWN_REALLOC, 1);
      malloc(thread, address, size, Operation.DEFAULT_LOG_ALIGNMENT);
      return;
    }
    sink.thread(Math.min(thread, LAST_THREAD));
    freeUnseen(address);
    sink.realloc(slot, size);
    live.add(slot, address, size);
  }

  /// The realloc failed: the block is where it was.
  void failRealloc(int thread) {
    Integer slot = moving.remove(thread);
    if (slot == null) return;
    sink.drop(Dropped.FAILED, 1);
    if (slot != UNKNOWN) live.add(slot, live.start(slot), live.end(slot) - live.start(slot));
  }

  /// The realloc was to no bytes and freed the block.
  void freeByRealloc(int thread) {
    Integer slot = moving.remove(thread);
    if (slot == null) return;
    sink.thread(Math.min(thread, LAST_THREAD));
    if (slot == UNKNOWN) sink.drop(Dropped.UNKNOWN_FREE, 1);
    else sink.free(slot);
  }

  /// Counts what was dropped. No call may follow.
  void finish() {
    sink.drop(Dropped.OUTSIDE_ACCESS, dropped);
  }

  private void freeUnseen(long address) {
    int slot = live.at(address);
    if (slot == NONE) return;
    live.remove(slot);
    sink.free(slot);
    sink.drop(Dropped.LOST_FREE, 1);
  }
}
