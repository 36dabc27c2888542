package org.heaplab.bench;

import java.util.concurrent.TimeUnit;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.region.Arenas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A document of many blocks is closed: each block is freed, or all of them with their arena. To
/// make the document is not measured.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Destruction {
  private static final int LEAST_BYTES = 16;

  @Param({"1000", "10000", "100000"})
  public int blocks;

  private final Draws draws = new Draws(1, LEAST_BYTES);
  private Arenas heap;
  private long[] document;

  @Setup(Level.Trial)
  public void open() {
    heap = new Arenas(Long.MAX_VALUE, AlignmentRule.EIGHT, Long.MAX_VALUE);
    document = new long[blocks];
  }

  @Setup(Level.Invocation)
  public void write() {
    heap.phase();
    for (int i = 0; i < blocks; i++) {
      draws.advance();
      document[i] = heap.malloc(draws.size());
    }
  }

  @Benchmark
  public void oneByOne() {
    for (long block : document) heap.free(block);
  }

  @Benchmark
  public void atOnce() {
    heap.destroy();
  }

  @TearDown(Level.Trial)
  public void close() {
    heap.close();
  }
}
