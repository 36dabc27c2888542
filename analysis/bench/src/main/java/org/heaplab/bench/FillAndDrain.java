package org.heaplab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/// Allocate a thousand blocks between others that stay, then free them: once wrong, once right.
///
/// `sameSizes` is the wrong one. Its first invocation leaves a hole for each of its blocks. From
/// the second on, a request may find a hole of exactly its size, and an allocator that searches
/// there first, as bins and caches by size do, never has to split, search or coalesce. JMH reports
/// only later invocations: the honest one is thrown away. `otherSizes` asks for other sizes every
/// time, so that the old holes have the wrong sizes.
public class FillAndDrain extends AllocatorBenchmark {
  private static final int BATCH = 1000;
  private static final int STAYING = 10_000;
  private final long[] batch = new long[BATCH];

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, STAYING);
  }

  @Benchmark
  @OperationsPerInvocation(2 * BATCH)
  public void sameSizes() {
    fillAndDrain();
  }

  @Benchmark
  @OperationsPerInvocation(2 * BATCH)
  public void otherSizes() {
    population.draws.advance(BATCH);
    fillAndDrain();
  }

  private void fillAndDrain() {
    for (int i = 0; i < BATCH; i++) {
      batch[i] = population.write(population.heap.malloc(population.draws.sizeAhead(i)));
    }
    for (int i = 0; i < BATCH; i++) population.heap.free(batch[i]);
  }
}
