package org.heaplab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/// Free a thousand blocks that lie between others, which stay; to allocate them is not measured. It
/// shows what a free has to look up: with `-p allocator=buddy,buddy:size=header`, what a header
/// before the block costs against a table beside the blocks.
public class Drain extends AllocatorBenchmark {
  private static final int BATCH = 1000;
  private static final int STAYING = 100_000;
  private final long[] batch = new long[BATCH];

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, STAYING);
  }

  @Setup(Level.Invocation)
  public void fill() {
    population.draws.advance(BATCH);
    for (int i = 0; i < BATCH; i++) {
      batch[i] = population.write(population.heap.malloc(population.draws.sizeAhead(i)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void free() {
    for (int i = 0; i < BATCH; i++) population.heap.free(batch[i]);
  }
}
