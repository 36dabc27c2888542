package org.heaplab.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Free a random block and allocate one of another size, with so many live. Compare by this one.
public class Churn extends AllocatorBenchmark {

  @Param({"1000", "100000"})
  public int blocks;

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, blocks);
  }

  @Benchmark
  public long freeAndMalloc() {
    return population.replaceOne();
  }
}
