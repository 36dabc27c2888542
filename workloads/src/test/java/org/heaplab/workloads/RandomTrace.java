package org.heaplab.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A trace with every kind of operation in it, made from a seed.
public final class RandomTrace {
  private static final List<Dropped> DROPPED = List.of(Dropped.values());

  private RandomTrace() {}

  public static Trace of(long seed, int operations) {
    var random = new Random(seed);
    var trace = new TraceBuilder();
    var live = new ArrayList<Integer>();
    for (int i = 0; i < operations; i++) {
      if (random.nextInt(50) == 0) trace.thread(random.nextInt(random.nextBoolean() ? 3 : 0x10000));
      if (live.isEmpty() || random.nextInt(100) < 40) {
        long size = random.nextLong() >>> (1 + random.nextInt(63));
        live.add(
            random.nextInt(10) == 0 ? trace.malloc(size, random.nextInt(63)) : trace.malloc(size));
        continue;
      }
      int index = random.nextInt(live.size());
      int slot = live.get(index);
      switch (random.nextInt(10)) {
        case 0 -> trace.realloc(slot, random.nextInt(1 << 20));
        case 1 -> trace.lock(slot);
        case 2 -> trace.unlock(slot);
        case 3 ->
            trace.access(
                slot, random.nextLong(1L << 54), 1 + random.nextInt(127), random.nextBoolean());
        case 4 -> trace.phase("phase " + random.nextInt(5));
        case 5 -> trace.time(random.nextLong());
        case 6 -> trace.drop(DROPPED.get(random.nextInt(DROPPED.size())), 1);
        case 7 -> trace.touched(slot, random.nextLong() >>> (1 + random.nextInt(63)));
        default -> {
          trace.free(slot);
          live.set(index, live.getLast());
          live.removeLast();
        }
      }
    }
    return trace.build(
        "random", new Provenance("prog", "1", "prog -ü 1", "2026-01-01", "Linux", "seed " + seed));
  }
}
