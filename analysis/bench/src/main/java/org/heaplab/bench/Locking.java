package org.heaplab.bench;

import org.heaplab.allocators.backing.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// What it costs to reach a block's bytes through its handle, and through its address.
///
/// The difference is the price of being movable. Both ways go round the same blocks of the same
/// heap, in an order that has nothing to do with where they lie; nothing is allocated meanwhile, so
/// an address stays good without a lock. With few blocks, they and their entries are in the nearest
/// cache; with many, every access misses, and the handle's may miss twice.
public class Locking extends AllocatorBenchmark {

  @Param({"256", "262144"})
  public int blocks;

  private long[] handles;
  private long[] addresses;
  private int last;

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, blocks, Long.BYTES);
    handles = population.handles();
    addresses = population.addresses();
  }

  @Benchmark
  public long lockReadUnlock() {
    long handle = next(handles);
    long value = Memory.getLong(population.heap.lock(handle));
    population.heap.unlock(handle);
    return value;
  }

  @Benchmark
  public long read() {
    return Memory.getLong(next(addresses));
  }

  private long next(long[] round) {
    last = last + 1 < round.length ? last + 1 : 0;
    return round[last];
  }
}
