package org.heaplab.workloads.logs.text;

import java.util.HashMap;
import java.util.Map;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.TraceBuilder;

/// Turns the calls of a log into operations of a trace. Calls name blocks by address, operations
/// name them by slot. Some calls cannot be replayed as they are. They are counted, and handled by
/// these rules:
///
/// 1. These are dropped: free(NULL), frees of addresses that are not live, and requests that
///    returned NULL.
/// 2. realloc(NULL, n) is malloc(n). A realloc(p, 0) that returned NULL is free(p).
/// 3. A realloc of an address that is not live is a malloc, since the log has its address and size.
/// 4. A request may return the address of a live block. Then the old block was freed before, so it
///    is freed first. The line of its free may be lost or may come later: see [LateFrees].
/// 5. A trace can hold a limited number of threads. All threads beyond it share the last number. It
///    can hold a limited number of call sites. Those beyond it are unknown.
public final class AddressSpace implements Calls {
  private static final int LAST_THREAD = 0xFFFF;

  /// So many call sites, of which some may turn out to be the same.
  private static final int MOST_SITES = 4 * TraceBuilder.MOST_SITES;

  private final TraceBuilder trace;
  private final AddressMap live = new AddressMap();
  private final Map<Long, Integer> threads = new HashMap<>();
  private final Map<Long, Integer> sites = new HashMap<>();
  private int siteCount;
  private final LateFrees late;

  /// @param freesLate as [LogFormat#writesFreesLate]
  public AddressSpace(TraceBuilder trace, boolean freesLate) {
    this.trace = trace;
    late = new LateFrees(freesLate);
  }

  @Override
  public void thread(long id) {
    Integer known = threads.get(id);
    int thread = known != null ? known : Math.min(threads.size(), LAST_THREAD);
    if (known == null && thread < LAST_THREAD) threads.put(id, thread);
    late.thread(thread);
    trace.thread(thread);
  }

  @Override
  public boolean site(long id) {
    Integer known = id == 0 ? Integer.valueOf(0) : sites.get(id);
    boolean isNew = known == null && siteCount < MOST_SITES;
    if (isNew) sites.put(id, ++siteCount);
    trace.site(isNew ? siteCount : known == null ? 0 : known);
    return isNew;
  }

  @Override
  public void nameSite(long id, String name) {
    Integer number = sites.get(id);
    if (number != null) trace.nameSite(number, name);
  }

  @Override
  public void forgetSites() {
    sites.clear();
    trace.site(0);
  }

  @Override
  public boolean isLive(long address) {
    return live.get(address) != AddressMap.NONE;
  }

  @Override
  public void drop(Dropped kind) {
    trace.drop(kind, 1);
  }

  @Override
  public void malloc(long size, int logAlignment, long result) {
    late.nextCall();
    add(size, logAlignment, result);
  }

  @Override
  public void free(long address) {
    late.nextCall();
    release(address);
  }

  @Override
  public void realloc(long address, long size, long result) {
    if (address == 0) {
      malloc(size, result);
      return;
    }
    late.nextCall();
    if (result == 0) {
      if (size == 0) release(address);
      else drop(Dropped.FAILED);
    } else if (late.takes(address)) {
      add(size, Operation.DEFAULT_LOG_ALIGNMENT, result);
    } else {
      move(address, size, result);
    }
  }

  /// Adds the counts that are known only at the end of the log.
  public void finish() {
    trace.drop(Dropped.LOST_FREE, late.lost());
    trace.drop(Dropped.LATE_FREE, late.found());
  }

  private void add(long size, int logAlignment, long result) {
    if (result == 0) {
      drop(Dropped.FAILED);
    } else {
      recover(result);
      live.put(result, trace.malloc(size, logAlignment));
    }
  }

  private void release(long address) {
    if (late.takes(address)) return;
    int slot = live.remove(address);
    if (slot != AddressMap.NONE) {
      trace.free(slot);
    } else {
      drop(address == 0 ? Dropped.NULL_FREE : Dropped.UNKNOWN_FREE);
    }
  }

  private void move(long address, long size, long result) {
    int slot = live.remove(address);
    if (slot == AddressMap.NONE) {
      drop(Dropped.UNKNOWN_REALLOC);
      add(size, Operation.DEFAULT_LOG_ALIGNMENT, result);
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
    late.expect(address);
  }
}
