package org.heaplab.workloads.logs;

import java.util.HashMap;
import java.util.Map;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.TraceBuilder;

/// The calls of a log, which name blocks by address, as operations of a trace, which name them by
/// slot. What a log can have and a replay cannot do is dropped and counted, by these rules:
///
/// 1. free(NULL), frees and reallocs of addresses that are not live, and requests that returned
///    NULL are dropped;
/// 2. realloc(NULL, n) is malloc(n); realloc(p, 0) that returned NULL is free(p);
/// 3. a request that returns the address of a live block shows that the log lost a free: the old
///    block is freed first.
///
/// Addresses are opaque keys, so identifiers do as well; 0 is NULL.
final class AddressSpace {
  private final TraceBuilder trace;
  private final AddressMap live = new AddressMap();
  private final Map<Long, Integer> threads = new HashMap<>();

  AddressSpace(TraceBuilder trace) {
    this.trace = trace;
  }

  /// The thread that the calls from here on come from, by whatever number its log gives it.
  void thread(long id) {
    trace.thread(threads.computeIfAbsent(id, unseen -> threads.size()));
  }

  /// A request that returned NULL.
  void fail() {
    trace.drop(Dropped.FAILED, 1);
  }

  boolean isLive(long address) {
    return live.get(address) != AddressMap.NONE;
  }

  void malloc(long size, long result) {
    malloc(size, Operation.DEFAULT_LOG_ALIGNMENT, result);
  }

  void malloc(long size, int logAlignment, long result) {
    if (result == 0) {
      fail();
    } else {
      recover(result);
      live.put(result, trace.malloc(size, logAlignment));
    }
  }

  void free(long address) {
    int slot = live.remove(address);
    if (slot != AddressMap.NONE) {
      trace.free(slot);
    } else {
      trace.drop(address == 0 ? Dropped.NULL_FREE : Dropped.UNKNOWN_FREE, 1);
    }
  }

  void realloc(long address, long size, long result) {
    if (address == 0) {
      malloc(size, result);
    } else if (result == 0 && size == 0) {
      free(address);
    } else if (result == 0) {
      fail();
    } else {
      move(address, size, result);
    }
  }

  private void move(long address, long size, long result) {
    int slot = live.remove(address);
    if (slot == AddressMap.NONE) {
      trace.drop(Dropped.UNKNOWN_REALLOC, 1);
      return;
    }
    recover(result);
    trace.realloc(slot, size);
    live.put(result, slot);
  }

  private void recover(long address) {
    int lost = live.remove(address);
    if (lost == AddressMap.NONE) return;
    trace.free(lost);
    trace.drop(Dropped.LOST_FREE, 1);
  }
}
