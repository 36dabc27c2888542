package org.heaplab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Allocate a block of one size and free it at once, in a heap that is in use. The block is the
/// same one every time, in cache and at the head of every list: a lower bound, not a comparison.
public class Pair extends AllocatorBenchmark {
  private static final int BLOCKS = 1000;

  @Param({"16", "256", "65536"})
  public int bytes;

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, BLOCKS);
  }

  @Benchmark
  public long mallocAndFree() {
    long handle = population.write(population.heap.malloc(bytes));
    population.heap.free(handle);
    return handle;
  }
}
