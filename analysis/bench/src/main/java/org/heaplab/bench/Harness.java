package org.heaplab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// What of [Churn] is not the allocator's: drawing slot and size, and writing to a random block.
public class Harness extends AllocatorBenchmark {
  @Param({"1000", "100000"})
  public int blocks;

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, blocks);
    population.pinAll();
  }

  @Benchmark
  public long drawAndWrite() {
    return population.touchOne();
  }
}
