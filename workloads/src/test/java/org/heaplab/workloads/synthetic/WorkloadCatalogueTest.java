package org.heaplab.workloads.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.options.Option;
import org.heaplab.workloads.LiveCurve;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadCatalogueTest {
  static Stream<Workload> workloads() {
    return WorkloadCatalogue.entries().stream();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void theSameSeedGivesTheSameTrace(Workload workload) {
    try (Trace one = WorkloadCatalogue.find(workload.name()).generate();
        Trace same = WorkloadCatalogue.find(workload.name() + ":seed=1").generate()) {
      assertEquals(-1, one.operations().mismatch(same.operations()));
      assertFalse(one.phases().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void seedsDiffer(Workload workload) {
    var configured = WorkloadCatalogue.find(workload.name());
    try (Trace first = configured.generate(1)) {
      assertTrue(TraceStatistics.of(first).ops() > 100_000);
      boolean differ = false;
      for (int seed = 2; seed <= 4 && !differ; seed++) {
        try (Trace other = configured.generate(seed)) {
          differ = first.operations().mismatch(other.operations()) >= 0;
        }
      }
      assertTrue(differ);
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void refusesAnOptionThatIsNoNumber(Workload workload) {
    for (Option option : workload.options()) {
      String wrong = workload.name() + ":" + option.name() + "=x";
      String message =
          assertThrows(IllegalArgumentException.class, () -> WorkloadCatalogue.find(wrong))
              .getMessage();
      assertTrue(message.startsWith("option " + option.name() + " must be "), message);
    }
  }

  @Test
  void aSeedInTheSpecificationIsTakenBeforeAnother() {
    try (Trace named = WorkloadCatalogue.find("comb:live=64K,seed=2").generateOr(9);
        Trace other = WorkloadCatalogue.find("comb:live=64K").generateOr(9);
        Trace two = WorkloadCatalogue.find("comb:live=64K").generate(2);
        Trace nine = WorkloadCatalogue.find("comb:live=64K").generate(9)) {
      assertEquals(-1, named.operations().mismatch(two.operations()));
      assertEquals(-1, other.operations().mismatch(nine.operations()));
    }
  }

  @Test
  void aFleetHasTheLiveBytesAskedFor() {
    try (Trace trace = WorkloadCatalogue.find("fleet:live=4M,profile=2").generate()) {
      for (LiveCurve.Point point : LiveCurve.of(trace, 11).subList(6, 11)) {
        assertEquals(4 << 20, (double) point.bytes(), 0.1 * (4 << 20));
      }
    }
  }

  @Test
  void larsonHoldsTheSameNumberOfBlocks() {
    try (Trace trace = WorkloadCatalogue.find("larson:threads=4,blocks=50,rounds=2").generate()) {
      TraceStatistics larson = TraceStatistics.of(trace);
      assertEquals(200, larson.endLiveBlocks());
      assertEquals(200, larson.liveBlocksAtPeak());
      assertEquals(4, larson.threads());
    }
  }

  @Test
  void anLruCacheStaysWithinItsLimit() {
    try (Trace trace = WorkloadCatalogue.find("lru-cache:limit=1M").generate()) {
      long peak = TraceStatistics.of(trace).peakLiveBytes();
      assertTrue(peak <= 1 << 20 && peak > 0.95 * (1 << 20), peak + " bytes");
      assertEquals(4, trace.phases().size());
    }
  }

  @Test
  void documentsLeaveNothing() {
    try (Trace trace = WorkloadCatalogue.find("documents:documents=2,nodes=500").generate()) {
      assertEquals(0, TraceStatistics.of(trace).endLiveBlocks());
      assertEquals(List.of("document 1", "document 2"), trace.phases());
    }
  }

  @Test
  void noThreadFreesWhatItAllocatedInXmallocTest() {
    try (Trace trace = WorkloadCatalogue.find("xmalloc-test:batches=2,batch=50").generate()) {
      var owners = new int[trace.slots()];
      for (long i = 0; i < trace.count(); i++) {
        int slot = Operation.slot(trace.operations(), i);
        int thread = Operation.thread(trace.operations(), i);
        byte kind = Operation.kind(trace.operations(), i);
        if (kind == Operation.MALLOC) owners[slot] = thread;
        if (kind == Operation.FREE) assertNotEquals(owners[slot], thread);
      }
    }
  }

  @Test
  void refusesWhatItDoesNotHave() {
    assertRefused("a workload must be one of stationary, churn, browser, phases, comb, ", "opera");
    assertRefused("'colour=red' in comb:colour=red", "comb:colour=red");
    assertRefused("'seed' in comb:seed", "comb:seed");
  }

  @Test
  void aStationaryHeapSettlesAtTheVolumeAskedFor() {
    try (Trace trace = WorkloadCatalogue.find("stationary:live=2M,seed=5").generate()) {
      List<LiveCurve.Point> curve = LiveCurve.of(trace, 11);
      for (LiveCurve.Point point : curve.subList(6, 11)) {
        assertEquals(2 << 20, (double) point.bytes(), 0.1 * (2 << 20));
      }
    }
  }

  @Test
  void aChurnKeepsItsNumberOfBlocks() {
    try (Trace trace = WorkloadCatalogue.find("churn:blocks=500,turns=3").generate()) {
      TraceStatistics churn = TraceStatistics.of(trace);
      assertEquals(500 * 7, churn.ops());
      assertEquals(500, churn.liveBlocksAtPeak());
      assertEquals(500, churn.endLiveBlocks());
      assertEquals(List.of("fill", "steady"), trace.phases());
    }
  }

  @Test
  void halfOfAChurnsSizesAreBelowTheGeometricMeanOfItsLimits() {
    try (Trace trace = WorkloadCatalogue.find("churn:smallest=16,largest=4K").generate()) {
      assertEquals(256.0, (double) TraceStatistics.of(trace).medianRequestBytes(), 8.0);
    }
    try (Trace trace = WorkloadCatalogue.find("churn:smallest=100,largest=100").generate()) {
      assertEquals(100L * 20_000, TraceStatistics.of(trace).peakLiveBytes());
    }
  }

  @Test
  void aChurnWhoseSizesHaveNoRoomIsRefused() {
    var churn = WorkloadCatalogue.find("churn:smallest=64,largest=32");
    String message = assertThrows(IllegalArgumentException.class, churn::generate).getMessage();
    assertEquals("option largest must be at least smallest, 64: 32", message);
  }

  @Test
  void aBrowserIsLikeTheOneItIsModelledOn() {
    try (Trace trace = WorkloadCatalogue.find("browser:pages=3,seed=3").generate()) {
      TraceStatistics browser = TraceStatistics.of(trace);
      assertEquals(27.0, (double) browser.medianRequestBytes(), 5.0);
      assertEquals(0.6, browser.smallRequests(), 0.1);
      assertEquals(0, browser.endLiveBlocks());
    }
  }

  @Test
  void aCacheStaysBelowItsLimit() {
    try (Trace trace = WorkloadCatalogue.find("phases:limit=1M").generate()) {
      TraceStatistics cache = TraceStatistics.of(trace);
      assertTrue(cache.peakLiveBytes() <= 1 << 20 && cache.peakLiveBytes() > (1 << 20) - 600);
    }
  }

  @Test
  void samplesAreThoseOfSplitMix() {
    // The first outputs of SplitMix64 for seed 0, as its authors' reference implementation has
    // them.
    var random = new Sampler(0);
    assertEquals(0xE220A8397B1DCDAFL, random.next());
    assertEquals(0x6E789E6AA1B965F4L, random.next());
  }

  private static void assertRefused(String part, String specification) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> WorkloadCatalogue.find(specification));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
