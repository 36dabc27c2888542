package org.heaplab.workloads.synthetic.adversary;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.workloads.TraceBuilder;

/// An address-ordered first fit without headers and without rounding: the heap that a workload,
/// which sees no addresses, takes for the one it will meet. What it is asked for goes into a trace.
final class FirstFitModel implements SeenHeap {
  private final TraceBuilder trace;

  /// Free spans by address; the last one has no end.
  private final TreeMap<Long, Long> free = new TreeMap<>(Map.of(0L, Long.MAX_VALUE));

  private final Map<Integer, long[]> blocks = new HashMap<>();

  /// Free spans before this address are shorter than this size, so that a search need not look at
  /// them again.
  private long searched;

  private long searchedSize;

  FirstFitModel(TraceBuilder trace) {
    this.trace = trace;
  }

  @Override
  public int malloc(long size) {
    int block = trace.malloc(size);
    long start = size >= searchedSize ? searched : 0;
    for (Map.Entry<Long, Long> span : free.tailMap(start).entrySet()) {
      if (span.getValue() < size) continue;
      long address = span.getKey();
      searched = address;
      searchedSize = size;
      long left = span.getValue() - size;
      free.remove(address);
      if (left > 0) free.put(address + size, left);
      blocks.put(block, new long[] {address, size});
      return block;
    }
    throw new IllegalStateException("the last free span has no end");
  }

  @Override
  public void free(int block) {
    trace.free(block);
    long[] span = blocks.remove(block);
    long address = span[0];
    long size = span[1];
    Map.Entry<Long, Long> before = free.floorEntry(address);
    if (before != null && before.getKey() + before.getValue() == address) {
      address = before.getKey();
      size += before.getValue();
    }
    Long after = free.remove(span[0] + span[1]);
    if (after != null) size += after;
    free.put(address, size);
    searched = Math.min(searched, address);
  }

  @Override
  public long address(int block) {
    return blocks.get(block)[0];
  }
}
