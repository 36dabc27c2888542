package org.heaplab.workloads.synthetic.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Lifetime;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.DeathQueue;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Makes the operations of phases. Each live block waits in one place for its end, by its lifetime:
///
/// ```text
///    a time             deaths, by time        freed when it has come
///    a phase            ends, by phase         freed when that phase is over
///    least recently …   a cache of its kind    freed when there is no room
///    forever            nowhere
/// ```
///
/// A phase with a level of live bytes frees blocks when they are above it and keeps them while they
/// are below: the times then only say in which order. It can free what has a time, and what is in a
/// cache.
final class PhasedGenerator {
  private final Sampler random;
  private final TraceBuilder trace;
  private final DeathQueue deaths = new DeathQueue();
  private final List<SlotList> ends = new ArrayList<>();
  private final Map<String, Cache> caches = new LinkedHashMap<>();
  private long[] sizes = new long[64];
  private int[] owners = new int[64];
  private Phase phase;
  private int phaseNumber;
  private long mallocs;
  private long live;

  /// Blocks of a kind that are kept as long as there is room, the oldest first.
  private static final class Cache {
    final Deque<Integer> blocks = new ArrayDeque<>();
    long bytes;
  }

  PhasedGenerator(Sampler random, TraceBuilder trace) {
    this.random = random;
    this.trace = trace;
  }

  void run(Phase next) {
    phase = next;
    trace.phase(phase.name());
    for (long i = 1; i <= phase.mallocs(); i++) {
      BlockKind kind = phase.kinds().get(phase.shares().next(random));
      long size = kind.size().next(random);
      if (phase.live().isEmpty()) freeDue();
      else lowerTo(phase.live().get().at((double) i / phase.mallocs()) - size);
      allocate(kind, size);
    }
    if (phaseNumber < ends.size()) {
      SlotList over = ends.get(phaseNumber);
      for (int i = 0; i < over.size(); i++) free(over.get(i));
    }
    phaseNumber++;
  }

  private void freeDue() {
    while (!deaths.isEmpty() && deaths.time() <= mallocs) free(deaths.remove());
  }

  private void lowerTo(double bytes) {
    boolean more = true;
    while (more && live > bytes) more = freeNext();
  }

  /// @return false when there is nothing that may be freed
  private boolean freeNext() {
    if (!deaths.isEmpty()) {
      free(deaths.remove());
      return true;
    }
    for (Cache cache : caches.values()) {
      if (cache.blocks.isEmpty()) continue;
      evict(cache);
      return true;
    }
    return false;
  }

  private void evict(Cache cache) {
    int slot = cache.blocks.remove();
    cache.bytes -= sizes[slot];
    free(slot);
  }

  private void allocate(BlockKind kind, long size) {
    if (kind.life() instanceof Lifetime.LeastRecentlyUsed lru) makeRoom(kind, lru, size);
    int thread = phase.threads() == 1 ? 0 : random.index(phase.threads());
    trace.thread(thread);
    int slot = trace.malloc(size);
    if (slot >= sizes.length) {
      sizes = Arrays.copyOf(sizes, slot * 2);
      owners = Arrays.copyOf(owners, slot * 2);
    }
    sizes[slot] = size;
    owners[slot] = thread;
    live += size;
    mallocs++;
    switch (kind.life()) {
      case Lifetime.Timed timed -> deaths.add(mallocs + timed.law().next(size, random), slot);
      case Lifetime.Phases phases -> endWith(phaseNumber + phases.count() - 1, slot);
      case Lifetime.LeastRecentlyUsed _ -> {
        Cache cache = caches.get(kind.name());
        cache.blocks.add(slot);
        cache.bytes += size;
      }
      case Lifetime.Forever _ -> {}
    }
  }

  private void endWith(int number, int slot) {
    while (ends.size() <= number) ends.add(new SlotList());
    ends.get(number).add(slot);
  }

  private void makeRoom(BlockKind kind, Lifetime.LeastRecentlyUsed lru, long size) {
    Cache cache = caches.computeIfAbsent(kind.name(), name -> new Cache());
    while (!cache.blocks.isEmpty() && cache.bytes + size > lru.budgetBytes()) {
      if (lru.spared() > 0 && random.chance(lru.spared())) cache.blocks.add(cache.blocks.remove());
      else evict(cache);
    }
  }

  private void free(int slot) {
    int thread = owners[slot];
    int threads = phase.threads();
    if (threads > 1 && phase.remote() > 0 && random.chance(phase.remote())) {
      thread = (thread + 1 + random.index(threads - 1)) % threads;
    }
    trace.thread(thread);
    trace.free(slot);
    live -= sizes[slot];
  }
}
