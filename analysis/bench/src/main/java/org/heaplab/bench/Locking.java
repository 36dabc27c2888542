package org.heaplab.bench;

import org.heaplab.allocators.backing.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What it costs to reach a random block's bytes through its handle, and through its address.
///
/// The difference is the price of being movable. With few blocks, handle table and blocks are in
/// cache; with many, every access misses, and the handle's may miss twice.
public class Locking extends AllocatorBenchmark {

  @Param({"1000", "100000"})
  public int blocks;

  private Population pinned;

  @Setup(Level.Trial)
  public void populate() {
    population = new Population(allocator, blocks);
    pinned = new Population(allocator, blocks);
    pinned.pinAll();
  }

  @TearDown(Level.Trial)
  public void releasePinned() {
    pinned.close();
  }

  @Benchmark
  public byte lockReadUnlock() {
    long handle = population.nextHandle();
    byte value = Memory.getByte(population.heap.lock(handle));
    population.heap.unlock(handle);
    return value;
  }

  @Benchmark
  public byte read() {
    return Memory.getByte(pinned.nextHandle());
  }
}
