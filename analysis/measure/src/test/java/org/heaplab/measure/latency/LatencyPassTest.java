package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.results.table.OperationKind;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class LatencyPassTest {
  private final LatencyPass pass = new LatencyPass();

  /// A malloc, a mark and a free.
  private static Trace trace() {
    var builder = new TraceBuilder();
    int block = builder.malloc(40);
    builder.phase("middle");
    builder.free(block);
    return builder.build("three", Provenance.UNKNOWN);
  }

  private long run(ScriptedHeap heap) throws IOException {
    return run(heap, 0);
  }

  private long run(ScriptedHeap heap, int spacing) throws IOException {
    try (Trace trace = trace();
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      ReplayFile.View view = ReplayFile.View.map(file.path());
      var replay = new HeapReplay(view, null, LockMode.DEFAULT, 0);
      return pass.run(view, replay.client(heap), new Visits(replay.slots(), spacing));
    }
  }

  private long counted(OperationKind kind) {
    return pass.of(kind).counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private long counted() {
    return pass.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void everyOperationIsCountedAndNoMarkIs() throws IOException {
    assertEquals(3, run(new ScriptedHeap(1, 1)));
    assertEquals(2, counted());
  }

  @Test
  void aRefusedOperationIsNotCounted() throws IOException {
    assertEquals(0, run(new ScriptedHeap(-1)));
    assertEquals(0, counted());
    assertEquals(0, pass.maxNanos());
  }

  @Test
  void theLongestLiesInTheLastBucketAndTookNoLongerThanAll() throws IOException {
    long start = System.nanoTime();
    run(new ScriptedHeap(1, 1));
    long all = System.nanoTime() - start;
    var buckets = new ArrayList<>(pass.counts().keySet());
    assertEquals(new ArrayList<>(new TreeSet<>(buckets)), buckets);
    assertTrue(pass.maxNanos() <= all);
    // A bucket reaches at most 1/128 beyond the least value that it stands for.
    long last = buckets.getLast();
    assertTrue(last <= pass.maxNanos() && pass.maxNanos() <= last + last / 128);
  }

  @Test
  void eachKindIsCountedByItself() throws IOException {
    run(new ScriptedHeap(1, 1));
    assertEquals(1, counted(OperationKind.MALLOC_64));
    assertEquals(1, counted(OperationKind.FREE));
    assertEquals(0, counted(OperationKind.ACCESS));
  }

  @Test
  void aVisitLocksTheBlockAndIsNoOperation() throws IOException {
    var heap = new ScriptedHeap(1, 1);
    run(heap, 1);
    assertEquals(
        List.of("malloc 40", "lock 1", "unlock 1", "lock 1", "unlock 1", "free 1"), heap.calls());
    assertEquals(
        1, counted(OperationKind.ACCESS), "after the malloc; after the free nothing lives");
    assertEquals(2, counted());
  }
}
