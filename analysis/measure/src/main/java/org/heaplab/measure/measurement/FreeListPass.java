package org.heaplab.measure.measurement;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Operation;

/// A replay up to where most bytes are live, and from there to the first free that joins twice.
/// Each join takes a free block away, so there is one less after such a free than before it. Of the
/// frees, no more than some are looked at, because the heap is walked before and after each.
final class FreeListPass {
  /// `SIZE:BEFORE:AFTER` for each size, with spaces between.
  static final String LISTS = "lists";

  private static final int JOINS = 2;
  private static final int MOST_FREES = 1_000;

  private FreeListPass() {}

  static void run(HeapReplay replay, ReplyWriter answer) {
    if (!replay.capabilities().contains(Capability.COUNTS)) return;
    try (HandleAllocator heap = replay.heap()) {
      run(replay, heap, answer);
    }
  }

  static void run(HeapReplay replay, HandleAllocator heap, ReplyWriter answer) {
    ReplayFile.View trace = replay.trace();
    Client client = replay.client(heap);
    int frees = 0;
    for (long record = 0; record < trace.records() && frees < MOST_FREES; record++) {
      boolean isLookedAt =
          record > trace.peakRecord()
              && Operation.kind(trace.operations(), record) == Operation.FREE;
      Map<Long, Integer> before = isLookedAt ? freeBlocks(heap) : Map.of();
      if (!client.step(record)) {
        answer.oom(record);
        return;
      }
      if (!isLookedAt) continue;
      frees++;
      Map<Long, Integer> after = freeBlocks(heap);
      if (count(after) != count(before) + 1 - JOINS) continue;
      answer.result(Map.of(LISTS, text(before, after)));
      return;
    }
  }

  private static int count(Map<Long, Integer> lists) {
    return lists.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String text(Map<Long, Integer> before, Map<Long, Integer> after) {
    var sizes = new TreeSet<Long>(before.keySet());
    sizes.addAll(after.keySet());
    return sizes.stream()
        .map(size -> size + ":" + before.getOrDefault(size, 0) + ":" + after.getOrDefault(size, 0))
        .collect(Collectors.joining(" "));
  }

  /// How many free blocks of each size there are.
  private static Map<Long, Integer> freeBlocks(HandleAllocator heap) {
    var lists = new TreeMap<Long, Integer>();
    heap.walk(
        new HeapVisitor() {
          @Override
          public void area(String name, long address, long bytes) {}

          @Override
          public void used(long handle, long address, long bytes, int locks) {}

          @Override
          public void free(long address, long bytes, long committedBytes) {
            lists.merge(bytes, 1, Integer::sum);
          }

          @Override
          public void metadata(long address, long bytes, long committedBytes) {}
        });
    return lists;
  }
}
