package org.heaplab.workloads.synthetic.adversary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobsonAdversaryTest {
  /// How far a first fit reaches, and what is live at most.
  private static final class Seen implements SeenHeap {
    final FirstFitModel heap;
    long reach;

    Seen(TraceBuilder trace) {
      heap = new FirstFitModel(trace);
    }

    @Override
    public int malloc(long size) {
      int block = heap.malloc(size);
      reach = Math.max(reach, heap.address(block) + size);
      return block;
    }

    @Override
    public void free(int block) {
      heap.free(block);
    }

    @Override
    public long address(int block) {
      return heap.address(block);
    }
  }

  @Test
  void theBoundIsThatOfKnuthsExercise() {
    // TAOCP 1, section 2.5, exercise 38: with sizes 1 and 2 and 16 words live, the need is 23.
    assertEquals(23, RobsonAdversary.bound(16, 1, 1), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"16, 1, 1", "1024, 1, 3", "65536, 16, 6", "1048576, 64, 8"})
  void firstFitNeedsWhatTheBoundSays(long live, int smallest, int doublings) {
    var trace = new TraceBuilder();
    var seen = new Seen(trace);
    new RobsonAdversary(seen, live).run(smallest, doublings, size -> {});
    try (Trace built = trace.build("t", Provenance.UNKNOWN)) {
      assertTrue(TraceStatistics.of(built).peakLiveBytes() <= live);
    }
    double bound = RobsonAdversary.bound(live, smallest, doublings);
    assertTrue(seen.reach >= bound, seen.reach + " of " + bound);
  }

  @Test
  void firstFitReusesTheLowestHoleAndJoinsHoles() {
    var trace = new TraceBuilder();
    var heap = new FirstFitModel(trace);
    int a = heap.malloc(10);
    int b = heap.malloc(20);
    int c = heap.malloc(30);
    heap.free(a);
    assertEquals(0, heap.address(heap.malloc(4)));
    assertEquals(60, heap.address(heap.malloc(8)));
    heap.free(b);
    assertEquals(4, heap.address(heap.malloc(26)));
    heap.free(c);
    assertEquals(30, heap.address(heap.malloc(30)));
    trace.abandon();
  }

  @Test
  void thePinningAdversaryLocksOneBlockOfEachPage() {
    try (Trace trace = WorkloadCatalogue.find("pinning-adversary:live=1M,steps=1").generate()) {
      int locks = 0;
      var live = new LiveSet(trace);
      for (long i = 0; i < trace.count(); i++) {
        if (Operation.kind(trace.operations(), i) == Operation.LOCK) locks++;
        live.apply(i);
      }
      assertEquals((1 << 20) / 4096, locks);
      assertEquals(locks, live.blocks());
    }
  }
}
